using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry;

namespace Hoplite.Guard.Tests.Endorsing;

public sealed class EndorserTests
{
    const string Attacker = "203.0.113.66";
    static readonly ActionTarget Target = TargetForm.Address(Attacker)!;
    static readonly Endorser Endorser = new(FieldTrust.Default, SensorOrigin.OfFile, TimeSpan.FromHours(24));

    [Fact]
    public void Connections_that_two_sensors_saw_and_rules_matched_confirm_an_address()
    {
        var endorsement = Endorser.Endorse(Target, [.. Enumerable.Range(0, 4).Select(i => Records.Finding(Records.Connection(i % 2 == 0 ? "zeek-a" : "zeek-b", Attacker, "10.0.0.5", i)))]);
        Assert.Equal((Integrity.Sensor, 4, 2), (endorsement.Integrity, endorsement.Events, endorsement.Sensors));
    }

    [Fact]
    public void However_often_one_sensor_says_it_it_is_one_sensor()
    {
        var endorsement = Endorser.Endorse(Target, [.. Enumerable.Range(0, 1000).Select(i => Records.Finding(Records.Logon("security.evtx", $"pc{i}", "anna", Attacker, i)))]);
        Assert.Equal(1, endorsement.Sensors);
    }

    [Fact]
    public void Many_logs_of_one_machine_are_one_sensor()
    {
        var endorsement = Endorser.Endorse(Target, [.. Enumerable.Range(0, 50).Select(i => Records.Finding(Records.Logon($"{i}.evtx", "pc7", "anna", Attacker, i)))]);
        Assert.Equal(1, endorsement.Sensors);
    }

    [Fact]
    public void The_process_that_was_started_is_the_target_and_not_the_one_that_started_it()
    {
        var windows = Records.Event("security.evtx", new LogSource("windows"), ("Channel", "Security"), ("EventID", "4688"), ("Computer", "pc7"), ("NewProcessId", "0x1a4"), ("ProcessId", "0x9c8"), ("NewProcessName", @"C:\a.exe"));
        var linux = Records.Event("audit.log", new LogSource("linux", null, "auditd"), ("node", "web01"), ("type", "SYSCALL"), ("syscall", "59"), ("pid", "2231"), ("ppid", "2210"), ("exe", "/tmp/a"));
        Assert.Equal(1, Endorser.Endorse(TargetForm.Process("pc7", 420, windows.Time!.Value)!, [Records.Finding(windows)]).Events);
        Assert.Equal(0, Endorser.Endorse(TargetForm.Process("pc7", 2504, windows.Time!.Value)!, [Records.Finding(windows)]).Events);
        Assert.Equal(1, Endorser.Endorse(TargetForm.Process("web01", 2231, linux.Time!.Value)!, [Records.Finding(linux)]).Events);
        Assert.Equal(0, Endorser.Endorse(TargetForm.Process("web01", 2210, linux.Time!.Value)!, [Records.Finding(linux)]).Events);
    }

    [Fact]
    public void A_process_is_known_by_its_number_and_not_by_what_its_program_is_called()
    {
        var record = Records.Event("sysmon.evtx", new LogSource("windows"), ("Channel", "Microsoft-Windows-Sysmon/Operational"), ("EventID", "1"), ("Computer", "pc7"), ("ProcessId", "4000"), ("Image", @"C:\a.exe"));
        var process = TargetForm.Process("pc7", 4000, record.Time!.Value)!;
        Assert.Equal((Integrity.Sensor, 1), (Endorser.Endorse(process, [Records.Finding(record)]).Integrity, Endorser.Endorse(process, [Records.Finding(record)]).Events));
        Assert.Equal(Integrity.Source, FieldTrust.Default.Of(record, "Image").Integrity);
    }

    [Fact]
    public void A_process_is_the_same_in_every_event_that_carries_its_id()
    {
        var started = new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero);
        var seconds = (uint)started.ToUnixTimeSeconds();
        var id = $"{{747f3d96-{seconds & 0xffff:x4}-{seconds >> 16:x4}-0000-0010aabbccdd}}";
        EventRecord Sysmon(int second, string number, params (string, string)[] more) => Records.At("sysmon.evtx", new LogSource("windows"), second, [("Channel", "Microsoft-Windows-Sysmon/Operational"), ("EventID", number), ("Computer", "pc7"), .. more]);
        var seen = Endorser.Read([
            Records.Finding(Sysmon(0, "3", ("ProcessGuid", id), ("ProcessId", "4000"), ("Image", @"C:\a.exe"))), Records.Finding(Sysmon(9, "10", ("SourceProcessGUID", id), ("SourceProcessId", "4000"), ("SourceImage", @"C:\a.exe"))),
            Records.Finding(Sysmon(20, "11", ("ProcessGuid", "{00000000-0000-0000-0000-000000000000}"), ("ProcessId", "5000"), ("Image", @"C:\b.exe"))),
        ]);
        var processes = seen.All.Where(t => t.Target.Kind == TargetKind.Process).ToDictionary(t => ((ProcessTarget)t.Target).Pid);
        Assert.Equal((started, 2), (((ProcessTarget)processes[4000].Target).Started, processes[4000].Findings));
        Assert.Equal(@"C:\a.exe", Assert.Single(processes[4000].Names));
        Assert.Equal(Integrity.Sensor, processes[4000].Label.Integrity);

        // An id that holds no time of its own falls back to the time of the event.
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 20, TimeSpan.Zero), ((ProcessTarget)processes[5000].Target).Started);
    }

    [Fact]
    public void A_machine_that_gives_out_tickets_is_a_domain_controller()
    {
        EventRecord Security(string computer, string number, params (string, string)[] more) => Records.Event("security.evtx", new LogSource("windows"), [("Channel", "Security"), ("EventID", number), ("Computer", computer), .. more]);
        var seen = Endorser.Read([Records.Finding(Security("dc9", "4769")), Records.Finding(Security("pc7", "4624")), Records.Finding(Security("dc8", "4662", ("ObjectServer", "DS"))), Records.Finding(Security("pc6", "4662", ("ObjectServer", "WMI")))]);
        Assert.Equal(["dc8", "dc9"], seen.All.Where(t => t.IsController).Select(t => t.Target.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_forwards_Windows_events_calls_the_computer_Hostname()
    {
        var record = Records.Event("nxlog.json", new LogSource("windows"), ("Channel", "Security"), ("EventID", "4688"), ("Hostname", "PC7.corp.example"), ("NewProcessId", "0x1a4"), ("NewProcessName", @"C:\a.exe"));
        Assert.Equal(1, Endorser.Endorse(TargetForm.Host("pc7")!, [Records.Finding(record)]).Events);
    }

    [Fact]
    public void An_address_in_text_confirms_nothing()
    {
        var web = new LogSource(null, "webserver", "nginx");
        var endorsement = Endorser.Endorse(Target, [.. Enumerable.Range(0, 5000).Select(i => Records.Finding(Records.At($"web{i % 9}", web, i, ("c-ip", "198.51.100.1"), ("x-forwarded-for", Attacker), ("addr", Attacker), ("src", Attacker))))]);
        Assert.Equal((Integrity.FreeText, 0, 0), (endorsement.Integrity, endorsement.Events, endorsement.Sensors));
    }

    [Fact]
    public void A_field_that_can_be_spoofed_is_seen_but_confirms_nothing()
    {
        var web = new LogSource(null, "webserver", "nginx");
        var endorsement = Endorser.Endorse(Target, [.. Enumerable.Range(0, 9).Select(i => Records.Finding(Records.At($"web{i}", web, i, ("c-ip", Attacker))))]);
        Assert.Equal((Integrity.Source, 0), (endorsement.Integrity, endorsement.Events));
    }

    [Fact]
    public void Events_far_apart_do_not_add_up()
    {
        var endorsement = Endorser.Endorse(Target, [.. Enumerable.Range(0, 6).Select(i => Records.Finding(Records.Connection("z" + i, Attacker, "10.0.0.5", i * 20 * 3600)))]);
        Assert.Equal(2, endorsement.Events);
    }

    [Theory]
    [InlineData(2, "a1 a2 b1 b2")]
    [InlineData(2, "a1 a2 b1")]
    [InlineData(1, "a1 a2 a3")]
    [InlineData(1, "a1 b1 c1")]
    [InlineData(3, "a1 b2 c3 a2 a3")]
    [InlineData(0, "")]
    public void Sensors_are_independent_when_neither_way_nor_machine_is_shared(int expected, string seen) =>
        Assert.Equal(expected, IndependentSensors.Count(seen.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => new SensorOrigin(s[..1], s[1..]))));
}
