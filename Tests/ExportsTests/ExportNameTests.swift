import Testing

@Suite struct ExportNameTests {}
