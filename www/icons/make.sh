#!/usr/bin/env bash
# Draws the PNG icons from the SVG ones; needs rsvg-convert. The results are committed.
set -euo pipefail
cd "$(dirname "$0")"

rsvg-convert --width 192 --height 192 favicon.svg --output icon-192.png
rsvg-convert --width 512 --height 512 favicon.svg --output icon-512.png
rsvg-convert --width 512 --height 512 maskable.svg --output maskable-512.png
rsvg-convert --width 180 --height 180 maskable.svg --output apple-touch-icon.png
