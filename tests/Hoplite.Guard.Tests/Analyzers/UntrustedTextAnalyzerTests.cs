using System.Collections.Immutable;
using Hoplite.Guard.Analyzers;
using Hoplite.Guard.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hoplite.Guard.Tests.Analyzers;

public sealed class UntrustedTextAnalyzerTests
{
    [Theory]
    [InlineData("HOP001", "string M(UntrustedText t) => Quarantine.Read(t);")]
    [InlineData("HOP001", "System.Func<UntrustedText, string> M() => Quarantine.Read;")]
    [InlineData("HOP002", "string M(UntrustedText t) => t.ToString();")]
    [InlineData("HOP002", "string M(UntrustedText t) => $\"{t}\";")]
    [InlineData("HOP002", "string M(UntrustedText t) => \"a\" + t;")]
    [InlineData("HOP002", "object M(UntrustedText t) => t;")]
    [InlineData("HOP002", "void M(UntrustedText t) => System.Console.WriteLine(t);")]
    [InlineData("HOP002", "string M(UntrustedText t) => string.Format(\"{0}\", t);")]
    [InlineData("HOP002", "string M(UntrustedText t) => System.Text.Json.JsonSerializer.Serialize((object)t);")]
    [InlineData("HOP002", "dynamic M(UntrustedText t) => t;")]
    [InlineData("HOP003", "object M(Label l) => new Labeled<string>(\"a\", l);")]
    [InlineData("HOP003", "object M(Label l) => new Labeled<System.Collections.Generic.List<string>>([], l);")]
    public async Task A_use_outside_the_quarantine_is_an_error(string rule, string member) => Assert.Contains(rule, await Found($"class C {{ {member} }}"));

    [Theory]
    [InlineData("class C { int M(UntrustedText t) => t.Length; }")]
    [InlineData("class C { string M(UntrustedText t) => t.Sha256(); }")]
    [InlineData("class C { string M(UntrustedText t) => SafeRenderer.Terminal(t); }")]
    [InlineData("class C { bool M(UntrustedText? t) => t is null || t == null; }")]
    [InlineData("class C { UntrustedText M(string s) => new(s); }")]
    [InlineData("class C { object M(Label l, UntrustedText t) => new Labeled<UntrustedText>(t, l); }")]
    [InlineData("class C { object M(Label l) => new Labeled<int>(1, l); }")]
    [InlineData("class C { object M(Label l) => new Labeled<Hoplite.Guard.Actions.ActionKind>(default, l); }")]
    [InlineData("[Quarantined(\"takes it apart\")] class Listed { string M(UntrustedText t) => Quarantine.Read(t); }")]
    public async Task What_says_nothing_of_the_text_or_is_listed_is_fine(string code) => Assert.Empty(await Found(code));

    [Fact]
    public async Task A_type_cannot_list_itself() => Assert.Contains("HOP004", await Found("[Quarantined(\"because I say so\")] class Sneaky { }"));

    static async Task<IReadOnlyList<string>> Found(string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(UntrustedText).Assembly.Location).Distinct().Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            "Sample", [CSharpSyntaxTree.ParseText("using Hoplite.Guard.Text; using Hoplite.Guard.Labels;\n" + code, cancellationToken: TestContext.Current.CancellationToken)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        var watched = compilation.WithAnalyzers([new UntrustedTextAnalyzer()], new AnalyzerOptions([new ListFile()]));
        return [.. (await watched.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(d => d.Id)];
    }

    sealed class ListFile : AdditionalText
    {
        public override string Path => "/a/Quarantine.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From("Listed; a test");
    }
}
