"""The interface's languages: texts are found in the code, kept in `ui/languages/*.ts`, compiled to `*.qm`."""
