#!/bin/sh
# Writes asterisk-conf/include/*.conf into IncludeFiles.swift. To be run after every change of the former;
# a test tells when it was not.
set -eu
cd "$(dirname "$0")"
{
    echo '// Written by embed-include-files.sh: change asterisk-conf/include instead.'
    echo '// swift-format-ignore-file'
    echo
    echo '/// The files that Asterisk includes: in the program itself, so that it needs no other file.'
    echo 'enum IncludeFiles {'
    echo '    static let texts: [String: String] = ['
    for file in ../../asterisk-conf/include/*.conf; do
        echo "\"$(basename "$file")\": ##\"\"\""
        cat "$file"
        echo
        echo '"""##,'
    done
    echo '    ]'
    echo '}'
} > IncludeFiles.swift
