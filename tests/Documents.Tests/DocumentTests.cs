using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AgentCore.Extensions.AI.Documents.Tests;

/// <summary>What the documents show is true as far as a machine can tell: the code compiles, the JSON is JSON, the links lead somewhere.</summary>
public sealed class DocumentTests
{
    // What a project of the web SDK has by itself, and what every example may take for granted.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using AgentCore.Extensions.AI;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        global using AgentCore.Extensions.AI.Documents.Tests;
        global using static AgentCore.Extensions.AI.Documents.Tests.Given;
        """;

    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static TheoryData<string, int> CodeBlocks => Blocks("csharp");

    public static TheoryData<string, int> JsonBlocks => Blocks("json");

    public static TheoryData<string> Documents
    {
        get
        {
            TheoryData<string> data = [];
            foreach (Document document in Document.All)
            {
                data.Add(document.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(CodeBlocks))]
    public void Code_compiles(string document, int line)
    {
        string code = Block(document, "csharp", line);
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        string usings = string.Concat(unit.Usings.Select(directive => directive.ToFullString()));
        string rest = unit.WithUsings(default).ToFullString();
        string statements = unit.Members.OfType<GlobalStatementSyntax>().Any() || unit.Members.Count == 0
            ? $"{usings}\ninternal static class Example {{ public static async Task RunAsync() {{\n{rest}\nawait Task.CompletedTask; }} }}"
            : code;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(statements)],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))
            .Should().BeEmpty("the code in line {0} of {1} is to compile", line, document);
    }

    [Theory]
    [MemberData(nameof(JsonBlocks))]
    public void Json_is_json(string document, int line)
    {
        string json = Block(document, "json", line);

        FluentActions.Invoking(() => JsonDocument.Parse(json)).Should().NotThrow("the block in line {0} of {1} is JSON", line, document);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files(string document)
    {
        Document read = Document.Named(document);

        read.LocalLinks.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(read.FullPath)!, link)))
            .Should().BeEmpty("{0} links to them", document);
    }

    private static string Block(string document, string language, int line) =>
        Document.Named(document).Blocks(language).Single(block => block.Line == line).Code;

    private static TheoryData<string, int> Blocks(string language)
    {
        TheoryData<string, int> data = [];
        foreach (Document document in Document.All)
        {
            foreach ((int line, _) in document.Blocks(language))
            {
                data.Add(document.Name, line);
            }
        }

        return data;
    }
}
