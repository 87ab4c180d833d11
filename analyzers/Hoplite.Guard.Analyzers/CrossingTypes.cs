using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Hoplite.Guard.Analyzers;

/// <summary>Which types a labelled value may have.</summary>
static class CrossingTypes
{
    public static void Check(OperationAnalysisContext context, INamedTypeSymbol untrusted)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is not INamedTypeSymbol { TypeArguments.Length: 1 } type || type.OriginalDefinition.ToDisplayString() != "Hoplite.Guard.Labels.Labeled<T>") return;
        if (!MayCross(type.TypeArguments[0], untrusted)) context.ReportDiagnostic(Diagnostic.Create(GuardRules.CannotCross, creation.Syntax.GetLocation(), type.TypeArguments[0].ToDisplayString()));
    }

    static bool MayCross(ITypeSymbol type, INamedTypeSymbol untrusted)
    {
        if (type.TypeKind is TypeKind.TypeParameter or TypeKind.Enum || SymbolEqualityComparer.Default.Equals(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), untrusted)) return true;
        if (type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double) return true;
        return type.ToDisplayString(NullableFlowState.None) is "System.Net.IPAddress" or "System.Net.IPNetwork" or "System.Guid" or "System.DateTimeOffset" or "System.TimeSpan"
                or "System.Text.Json.JsonElement" or "System.Text.Json.Nodes.JsonObject"
            || (type is INamedTypeSymbol named && named.GetAttributes().Any(a => a.AttributeClass?.Name == "CrossingTypeAttribute"));
    }
}
