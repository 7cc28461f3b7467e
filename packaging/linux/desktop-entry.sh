#!/bin/sh
# Puts Tunebench into your desktop's menu, for the folder that it lies in now; no root needed.
#   sh desktop-entry.sh            (again after the folder was moved)
#   sh desktop-entry.sh --remove   takes it out again
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}

refresh() { # caches of the desktop, where it has them
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$data/applications" || true; fi
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" >/dev/null 2>&1 || true; fi
    if [ -d "$data/icons/hicolor" ]; then touch -- "$data/icons/hicolor"; fi # an icon cache older than its folder is not used
}

listed() { (cd "$here/share" && find . "$@" -print); }

if [ "${1:-}" = --remove ]; then
    listed -type f | while IFS= read -r file; do rm -f -- "$data/$file"; done
    if [ -d "$data" ]; then refresh; fi
    listed -depth -mindepth 1 -type d | while IFS= read -r folder; do rmdir -- "$data/$folder" 2>/dev/null || true; done
    echo "Tunebench is out of the menu. To remove it altogether, delete $here"
    exit
fi

# a string's backslash is written twice; in a quoted argument of Exec, one backslash more stands before \ " ` and $, and % is doubled
plain=$(printf '%s' "$here/tunebench-window" | sed -e 's/\\/\\\\/g')
quoted=$(printf '%s' "$here/tunebench-window" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')
listed -type f | while IFS= read -r file; do
    mkdir -p -- "$(dirname -- "$data/$file")"
    cp -- "$here/share/$file" "$data/$file"
done
entry=$data/applications/tunebench.desktop
plain="$plain" quoted="$quoted" awk '
    /^Exec=/ { print "TryExec=" ENVIRON["plain"]; print "Exec=\"" ENVIRON["quoted"] "\" %f"; next }
    { print }' "$here/share/applications/tunebench.desktop" > "$entry"
refresh
echo "Tunebench is in the menu; sh desktop-entry.sh --remove takes it out again."
