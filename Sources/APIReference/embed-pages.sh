#!/bin/sh
# Writes the files in Pages into PageFiles.swift. To be run after every change of one; a test tells when
# it was not.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C
{
    echo '// Written by embed-pages.sh: change the files in Pages instead.'
    echo '// swift-format-ignore-file'
    echo
    echo '/// The files beside the page of the reference: in the program itself, so that it needs none.'
    echo 'enum PageFiles {'
    echo '    static let texts: KeyValuePairs<String, String> = ['
    find Pages -type f | sort | while read -r file; do
        echo "        \"${file#Pages/}\": ##\"\"\""
        cat "$file"
        echo '"""##,'
    done
    echo '    ]'
    echo '}'
} > PageFiles.swift
