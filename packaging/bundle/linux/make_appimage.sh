#!/bin/sh
# Make an AppImage of what build.py has staged: ./make_appimage.sh dist/iaia-desktop-…-linux-x86_64
# The AppDir is made in any case; packing it needs appimagetool, which is fetched by hand.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
staged=${1:?name the folder that build.py has staged}
staged=$(cd "$staged" && pwd)
app="$staged.AppDir"

rm -rf "$app"
mkdir -p "$app/usr/lib" "$app/usr/bin"
cp -a "$staged/iaia-desktop" "$app/usr/lib/iaia-desktop"
ln -s ../lib/iaia-desktop/iaia-desktop "$app/usr/bin/iaia-desktop"
cp -R "$staged/share" "$app/usr/share"
cp "$staged/share/applications/iaia-desktop.desktop" "$app/iaia-desktop.desktop"
cp "$staged/share/icons/hicolor/256x256/apps/iaia-desktop.png" "$app/iaia-desktop.png"
ln -s iaia-desktop.png "$app/.DirIcon"
cp "$here/AppRun" "$app/AppRun"
chmod 755 "$app/AppRun"
# Software shops look for the older name of the folder.
mkdir -p "$app/usr/share/metainfo"
for file in "$app"/usr/share/metainfo/*.metainfo.xml; do
    ln -sf "$(basename "$file")" "${file%.metainfo.xml}.appdata.xml"
done

if command -v appimagetool > /dev/null; then
    appimagetool --no-appstream "$app" "$staged.AppImage"
else
    echo "$app is ready; with appimagetool in the PATH it would have been packed, too." >&2
fi
