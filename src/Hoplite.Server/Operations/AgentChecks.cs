using Hoplite.Guard.Cedar;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Server.Api.Overview;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Operations;

/// <summary>Looks at what keeps the agents within bounds: the table of labels, the policies of the gate, the ledger.</summary>
/// <param name="options">The configuration.</param>
sealed class AgentChecks(ServeOptions options)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What was looked at.</summary>
    public IEnumerable<HealthCheck> Examine() => [Labels(), Policies(), .. Ledger()];

    static HealthCheck Labels() => FieldTrust.Default.IsIntact ? new("labels", "good", $"the table knows {FieldTrust.Default.Types.Count} kinds of sources", null)
        : new("labels", "bad", "the table of labels does not fit its digest, so no field is trusted and nothing is done automatically", "Install Hoplite anew");

    static HealthCheck Policies() => CedarEngine.IsPresent ? new("policies", "good", "this build has the engine for them", null)
        : new("policies", "warning", "this build has no engine for the policies of the gate, so it denies everything but to look", "Use a build of the release, or add the policy engine and build again");

    IEnumerable<HealthCheck> Ledger()
    {
        var folder = Path.Combine(options.Data, "ledger");
        if (!Directory.Exists(folder)) yield break;
        var key = Path.Combine(folder, "key");
        if (!OperatingSystem.IsWindows() && File.Exists(key) && (File.GetUnixFileMode(key) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            yield return new("ledger key", "bad", "others on this machine can read the key of the ledger; whoever has it can forge it", $"chmod 600 {key}, and think about whether it was read");
        yield return Whole(folder);
    }

    static HealthCheck Whole(string folder)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var report = LedgerVerifier.Verify(folder, cancellation: limit.Token);
            return report.IsSound ? new("ledger", "good", $"{report.Leaves} leaves, all as they were written", null) : new("ledger", "bad", report.Flaw!, "Keep the folder as it is, find out who could write there, and restore a backup");
        }
        catch (OperationCanceledException)
        {
            return new("ledger", "good", "it is too large to be checked here in whole", "hoplite ledger verify");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new("ledger", "bad", $"it cannot be read: {refused.Message}", $"Give it to the user that runs Hoplite: chown -R hoplite {folder}");
        }
    }
}
