using System.Globalization;
using System.Text;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Tests;

public sealed class AlertIncidentTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-alerts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_a_host_says_all_day_makes_no_incident_and_what_it_never_says_does()
    {
        var table = Everyday(days: 3);
        foreach (var (second, name) in new[] { (0, "Port scan seen"), (40, "Web shell written"), (90, "Successful sudo to ROOT executed"), (95, "Successful sudo to ROOT executed") })
            table.Add((Start.AddHours(40).AddSeconds(second), name, "web01"));
        var report = Scan("alerts.csv", Csv(table));
        Assert.Equal(table.Count, report.Alerts);
        var incident = Assert.Single(report.Incidents);
        Assert.Equal(["Port scan seen", "Web shell written", "Successful sudo to ROOT executed"], incident.Timeline.Select(e => e.Finding.Rule.Title));
        Assert.Equal(2, incident.Findings[2].Correlation!.Value);
        Assert.Contains(incident.Chain, s => s.Tactic.ShortName == "privilege-escalation");
        Assert.All(incident.Findings, f => Assert.Equal("web01", f.Event["host"]));
        Assert.All(incident.Findings, f => Assert.False(f.Event.Raw.IsEmpty));
    }

    [Fact]
    public void However_noisy_a_day_is_a_person_sees_at_most_five_incidents_of_it()
    {
        var table = Everyday(days: 2);
        for (var hour = 0; hour < 24; hour += 2) table.Add((Start.AddHours(hour).AddMinutes(1), "Odd thing " + hour.ToString(CultureInfo.InvariantCulture), "web01"));
        Assert.Equal(5, Scan("alerts.csv", Csv(table)).Incidents.Count);
    }

    [Fact]
    public void Two_exports_are_about_two_networks()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.csv"), Csv([.. Everyday(days: 1), (Start.AddHours(9), "Odd", "web01")]));
        Assert.Equal(2, Scan("b.csv", Csv([.. Everyday(days: 1), (Start.AddHours(9), "Odd", "web01")])).Incidents.Count);
    }

    [Fact]
    public void Suricata_and_Wazuh_alerts_keep_their_severity_and_techniques()
    {
        var eve = """{"timestamp":"2026-03-02T08:00:00.000000+0000","flow_id":1,"event_type":"alert","src_ip":"203.0.113.9","src_port":4444,"dest_ip":"10.0.0.5","dest_port":80,"proto":"TCP","alert":{"action":"allowed","gid":1,"signature_id":2,"rev":1,"signature":"ET TROJAN beacon","category":"x","severity":1}}""";
        File.WriteAllText(Path.Combine(_folder.FullName, "eve.json"), eve + "\n" + eve.Replace("08:00", "08:01", StringComparison.Ordinal) + "\n");
        var wazuh = """{"timestamp":"2026-03-02T20:00:00.000+0000","rule":{"level":12,"description":"Shell spawned by web server","id":"9","mitre":{"id":["T1505.003"]}},"agent":{"id":"001","name":"web01"},"manager":{"name":"m"},"id":"1.2","location":"syscheck"}""";
        var report = Scan("wazuh-alerts.json", Encoding.UTF8.GetBytes(wazuh + "\n"));
        Assert.Equal(3, report.Alerts);
        Assert.Contains(report.Findings, f => f.Rule is { Id: "suricata:ET TROJAN beacon", Level: Level.High } && f.Correlation?.Value == 2);
        Assert.Contains(report.Findings, f => f.Rule is { Id: "wazuh:Shell spawned by web server", Level: Level.High } && f.Rule.Tags.Contains("attack.t1505.003"));
    }

    static List<(DateTimeOffset Time, string Name, string Host)> Everyday(int days) =>
        [.. Enumerable.Range(0, days * 144).Select(i => (Start.AddMinutes(i * 10), "Log rotated", "web01"))];

    static byte[] Csv(IEnumerable<(DateTimeOffset Time, string Name, string Host)> alerts) =>
        Encoding.UTF8.GetBytes("time,name,ip,host,short\n" + string.Concat(alerts.OrderBy(a => a.Time).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Time.ToUnixTimeSeconds()},{a.Name},10.0.0.5,{a.Host},X\n"))));

    ScanReport Scan(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, name), content);
        return new EvidenceScan(RuleReader.Load([], RuleOptions.Default)).Run([_folder.FullName]);
    }
}
