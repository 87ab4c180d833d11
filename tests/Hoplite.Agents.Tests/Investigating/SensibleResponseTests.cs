using Hoplite.Agents.Drill;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Playbooks;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Tests.Investigating;

/// <summary>What an experienced analyst would shake the head at is not proposed.</summary>
public sealed class SensibleResponseTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    static readonly Investigator Investigator = new(FieldTrust.Default, DrillSite.Origin, PlaybookLibrary.Default, TimeProvider.System);

    static long _position;

    [Theory]
    [InlineData(@"C:\Windows\System32\lsass.exe", 640, false)]
    [InlineData(@"c:\windows\system32\SVCHOST.EXE", 1280, false)]
    [InlineData(@"\Device\HarddiskVolume2\Windows\System32\services.exe", 600, false)]
    [InlineData(@"C:\Windows\System32\whoami.exe", 5000, false)]
    [InlineData(@"C:\Temp\whoami.exe", 5000, true)]
    [InlineData("System", 4, false)]
    [InlineData(@"C:\Windows\svchost.exe", 1280, true)]
    [InlineData(@"C:\Windows\System32\x\lsass.exe", 640, true)]
    [InlineData(@"C:\Users\eve\Windows\System32\lsass.exe", 640, true)]
    [InlineData(@"C:\Users\eve\a.exe", 5000, true)]
    public void What_the_machine_cannot_do_without_is_not_ended(string image, int pid, bool isEnded)
    {
        var proposals = Look(Of("a", ["attack.execution", "attack.t1059"], Sysmon("1", ("Image", image), ("ProcessId", $"{pid}"), ("User", "CORP\\eve")))).Proposals;
        Assert.Equal(isEnded, proposals.Any(p => p.Action.Kind is ActionKind.KillProcess or ActionKind.SuspendProcess));
    }

    [Theory]
    [InlineData(@"C:\Windows\System32\cmd.exe", false)]
    [InlineData(@"C:\Windows\SysWOW64\WindowsPowerShell\v1.0\powershell.exe", false)]
    [InlineData(@"C:\Windows\explorer.exe", false)]
    [InlineData(@"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\MSBuild.exe", false)]
    [InlineData(@"C:\Windows\assembly\NativeImages_v4.0.30319_64\System.Drawing\56\System.Drawing.ni.dll", false)]
    [InlineData(@"C:\Temp\evil.exe:Zone.Identifier", false)]
    [InlineData(@"C:\Windows\System32\evil.exe", true)]
    [InlineData(@"C:\Windows\cmd.exe", true)]
    [InlineData(@"C:\Temp\cmd.exe", true)]
    public void A_tool_of_the_system_is_not_moved_away(string image, bool isMoved)
    {
        var record = Sysmon("1", ("Image", image), ("ProcessId", "5000"), ("Hashes", "SHA256=" + new string('a', 64)));
        Assert.Equal(isMoved, Look(Of("a", ["attack.execution", "attack.t1204.002"], record)).Proposals.Any(p => p.Action.Kind == ActionKind.QuarantineFile));
    }

    [Fact]
    public void A_process_is_ended_once_and_people_read_what_it_is()
    {
        var proposals = Look(
            Of("a", ["attack.execution", "attack.t1059"], Sysmon("3", ("Image", @"C:\Temp\a.exe"), ("ProcessId", "5000"))), Of("b", ["attack.discovery", "attack.t1046"], Sysmon("11", ("Image", @"C:\Temp\a.exe"), ("ProcessId", "5000"))),
            Of("c", ["attack.execution", "attack.t1059"], Sysmon("3", ("Image", @"C:\Temp\a.exe"), ("ProcessId", "5000")))).Proposals;
        Assert.Equal(@"C:\Temp\a.exe", Assert.Single(Assert.Single(proposals, p => p.Action.Target.Kind == TargetKind.Process).Names));
    }

    [Fact]
    public void Nobody_stands_behind_the_account_of_a_service()
    {
        var done = Look(Of("a", ["attack.lateral-movement", "attack.t1021"], Sysmon("1", ("Image", @"C:\Temp\a.exe"), ("ProcessId", "5000"), ("User", @"IIS APPPOOL\Shop"))));
        Assert.DoesNotContain(done.Proposals, p => p.Action.Kind == ActionKind.DisableAccount);
        Assert.DoesNotContain(done.Flips, f => f.Text.Contains("shop", StringComparison.Ordinal));
        Assert.Contains(done.Scope.Accounts, a => a.Target.Text == "shop");
    }

    [Fact]
    public void A_domain_controller_is_cut_off_last_and_by_two_people()
    {
        var record = Event(("Channel", "Security"), ("EventID", "4662"), ("ObjectServer", "DS"), ("Computer", "dc9"), ("SubjectUserName", "eve"));
        var proposals = Look(Of("a", ["attack.credential-access", "attack.t1003.006"], record)).Proposals;
        Assert.DoesNotContain(proposals, p => p.Action.Kind == ActionKind.IsolateHost);
        Assert.Equal(ActionKind.DisableAccount, proposals[0].Action.Kind);
        Assert.Contains(proposals, p => p.Action is { Kind: ActionKind.IsolateServer, Traits.Class: ActionClass.Privileged });
    }

    static Investigation Look(params Finding[] findings) => Investigator.Investigate(Assert.Single(IncidentBuilder.Build(findings)), NoEvidence.Instance, TestContext.Current.CancellationToken);

    static Finding Of(string rule, string[] tags, EventRecord record) => new(FindingId.Of(rule, record), new RuleInfo(rule, rule, null, Level.High, null, null, null, [.. tags], [], rule + ".yml"), record, []);

    static EventRecord Sysmon(string number, params (string Name, string Value)[] fields) => Event([("Channel", "Microsoft-Windows-Sysmon/Operational"), ("EventID", number), ("Computer", "pc7"), .. fields]);

    static EventRecord Event(params (string Name, string Value)[] fields)
    {
        var at = Interlocked.Increment(ref _position);
        return new EventRecord(new EvidenceSource("windows-1"), at, -1, Start.AddSeconds(at), new LogSource("windows"), [.. fields.Select(f => KeyValuePair.Create(f.Name, (string?)f.Value))], ReadOnlyMemory<byte>.Empty);
    }
}
