#!/bin/sh
# Take away what install.sh has put there; the same argument as then. Sessions and settings stay.
set -eu

prefix=${1:-$HOME/.local}
rm -rf "$prefix/lib/iaia-desktop"
rm -f "$prefix/bin/iaia-desktop" "$prefix/share/applications/iaia-desktop.desktop"
rm -f "$prefix/share/mime/packages/iaia-desktop.xml"
rm -f "$prefix"/share/metainfo/*.IaiaDesktop.metainfo.xml
rm -f "$prefix"/share/icons/hicolor/*/apps/iaia-desktop.png
rm -f "$prefix/share/icons/hicolor/scalable/apps/iaia-desktop.svg"
update-mime-database "$prefix/share/mime" 2>/dev/null || true
cache="$prefix/share/applications/mimeinfo.cache"
if ! update-desktop-database -q "$prefix/share/applications" 2>/dev/null && [ -e "$cache" ]; then
    sed -i '/^application\/x-iaia-session=iaia-desktop.desktop;$/d' "$cache"
fi
echo "IAIA Desktop is gone from $prefix; your sessions and settings are where they were."
