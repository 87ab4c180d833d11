using Microsoft.CodeAnalysis;

namespace Hoplite.Guard.Analyzers;

/// <summary>The rules.</summary>
static class GuardRules
{
    public static readonly DiagnosticDescriptor ReadOutside = new(
        "HOP001", "Untrusted text is read outside the quarantine", "'{0}' reads untrusted text but is not marked [Quarantined]", "Security", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Escapes = new(
        "HOP002", "Untrusted text is used as something else", "Untrusted text is turned into '{0}'; only the quarantine and the safe renderer may look at it", "Security", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor CannotCross = new(
        "HOP003", "This type may not leave the quarantine", "'{0}' is no crossing type: it may carry text of an attacker", "Security", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Unlisted = new(
        "HOP004", "A type says of itself that it is quarantined", "'{0}' is marked [Quarantined] but is not in Quarantine.txt, which two people look at", "Security", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
