using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hoplite.Guard.Analyzers;

/// <summary>Makes every use of untrusted text outside the quarantine and the safe renderer a build error.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UntrustedTextAnalyzer : DiagnosticAnalyzer
{
    const string Text = "Hoplite.Guard.Text.UntrustedText";
    const string Renderer = "Hoplite.Guard.Text.SafeRenderer";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(GuardRules.ReadOutside, GuardRules.Escapes, GuardRules.CannotCross, GuardRules.Unlisted);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    static void Start(CompilationStartAnalysisContext start)
    {
        if (start.Compilation.GetTypeByMetadataName(Text) is not { } untrusted) return;
        var listed = start.Options.AdditionalFiles.Where(f => Path.GetFileName(f.Path) == "Quarantine.txt")
            .SelectMany(f => f.GetText(start.CancellationToken)?.Lines.Select(l => l.ToString().Split(';')[0].Trim()) ?? [])
            .ToImmutableHashSet(StringComparer.Ordinal);

        start.RegisterOperationAction(c => OnCall(c, untrusted), OperationKind.Invocation);
        start.RegisterOperationAction(c => OnReference(c), OperationKind.MethodReference);
        start.RegisterOperationAction(c => OnConversion(c, untrusted), OperationKind.Conversion);
        start.RegisterOperationAction(c => OnInterpolation(c, untrusted), OperationKind.Interpolation);
        start.RegisterSymbolAction(c => OnType(c, listed), SymbolKind.NamedType);
        start.RegisterOperationAction(c => CrossingTypes.Check(c, untrusted), OperationKind.ObjectCreation);
    }

    static void OnCall(OperationAnalysisContext context, INamedTypeSymbol untrusted)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsReading(call.TargetMethod)) ReportUnlessQuarantined(context);
        else if (call.TargetMethod.Name == "ToString" && SymbolEqualityComparer.Default.Equals(call.Instance?.Type, untrusted)) Report(context, "string");
    }

    static void OnReference(OperationAnalysisContext context)
    {
        if (IsReading(((IMethodReferenceOperation)context.Operation).Method)) ReportUnlessQuarantined(context);
    }

    static bool IsReading(IMethodSymbol method) =>
        (method.Name == "Read" && method.ContainingType.ToDisplayString() == "Hoplite.Guard.Text.Quarantine") || (method.Name == "Reveal" && method.ContainingType.ToDisplayString() == Text);

    // As an object it could be logged, formatted or serialised by whoever gets it.
    static void OnConversion(OperationAnalysisContext context, INamedTypeSymbol untrusted)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (!SymbolEqualityComparer.Default.Equals(conversion.Operand.Type, untrusted) || conversion.Type is null || conversion.Operand.ConstantValue is { HasValue: true, Value: null }) return;
        if (SymbolEqualityComparer.Default.Equals(conversion.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), untrusted) || IsInText(context.ContainingSymbol)) return;
        if (conversion.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }) return;
        Report(context, conversion.Type.ToDisplayString());
    }

    static void OnInterpolation(OperationAnalysisContext context, INamedTypeSymbol untrusted)
    {
        if (SymbolEqualityComparer.Default.Equals(((IInterpolationOperation)context.Operation).Expression.Type, untrusted)) Report(context, "string");
    }

    static void OnType(SymbolAnalysisContext context, ImmutableHashSet<string> listed)
    {
        if (IsQuarantined((INamedTypeSymbol)context.Symbol) && !listed.Contains(context.Symbol.ToDisplayString()))
            context.ReportDiagnostic(Diagnostic.Create(GuardRules.Unlisted, context.Symbol.Locations.FirstOrDefault(), context.Symbol.ToDisplayString()));
    }

    static void ReportUnlessQuarantined(OperationAnalysisContext context)
    {
        if (IsInText(context.ContainingSymbol)) return;
        for (var type = context.ContainingSymbol.ContainingType; type is not null; type = type.ContainingType)
            if (IsQuarantined(type)) return;
        context.ReportDiagnostic(Diagnostic.Create(GuardRules.ReadOutside, context.Operation.Syntax.GetLocation(), context.ContainingSymbol.ContainingType?.ToDisplayString() ?? context.ContainingSymbol.Name));
    }

    // The text itself, the door of the quarantine and the renderer.
    static bool IsInText(ISymbol symbol) => symbol.ContainingType?.ToDisplayString() is Text or Renderer or "Hoplite.Guard.Text.Quarantine";

    static bool IsQuarantined(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "Hoplite.Guard.Text.QuarantinedAttribute");

    static void Report(OperationAnalysisContext context, string type) => context.ReportDiagnostic(Diagnostic.Create(GuardRules.Escapes, context.Operation.Syntax.GetLocation(), type));
}
