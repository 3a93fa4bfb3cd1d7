#!/bin/sh
# Install IAIA Desktop for one user, or with a folder as argument for all: ./install.sh /usr/local
# The same again replaces an older version. Sessions and settings lie elsewhere and stay.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${1:-$HOME/.local}
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/applications"
# Beside the old one first, so that a full disk does not leave half of each.
rm -rf "$prefix/lib/iaia-desktop.new"
cp -a "$here/iaia-desktop" "$prefix/lib/iaia-desktop.new"
rm -rf "$prefix/lib/iaia-desktop"
mv "$prefix/lib/iaia-desktop.new" "$prefix/lib/iaia-desktop"
ln -sf ../lib/iaia-desktop/iaia-desktop "$prefix/bin/iaia-desktop"
for folder in metainfo mime icons; do
    mkdir -p "$prefix/share/$folder"
    cp -R "$here/share/$folder/." "$prefix/share/$folder/"
done

# The whole path: a desktop does not always look into ~/.local/bin. Quoted as its format wants it.
quoted=$(printf '%s' "$prefix/bin/iaia-desktop" \
    | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s" %%f\n' "$quoted" ;;
        *) printf '%s\n' "$line" ;;
    esac
done < "$here/share/applications/iaia-desktop.desktop" \
    > "$prefix/share/applications/iaia-desktop.desktop"

# Each is there on most desktops. What the first two would have written, the desktop needs.
update-mime-database "$prefix/share/mime" 2>/dev/null ||
    echo "update-mime-database is missing: sessions will not open by a double-click." >&2
cache="$prefix/share/applications/mimeinfo.cache"
if ! update-desktop-database -q "$prefix/share/applications" 2>/dev/null; then
    [ -e "$cache" ] || echo '[MIME Cache]' > "$cache"
    grep -q '^application/x-iaia-session=' "$cache" ||
        echo 'application/x-iaia-session=iaia-desktop.desktop;' >> "$cache"
fi
gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor" 2>/dev/null || true

echo "IAIA Desktop is in $prefix/lib/iaia-desktop and in your menu."
case ":$PATH:" in
    *":$prefix/bin:"*) echo "In a terminal, the command is: iaia-desktop" ;;
    *) echo "In a terminal, the command is: $prefix/bin/iaia-desktop" ;;
esac
