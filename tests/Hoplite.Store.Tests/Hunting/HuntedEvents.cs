using Hoplite.Store.Events;
using Hoplite.Store.Tests.Events;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>A small store whose events the tests know by heart.</summary>
static class HuntedEvents
{
    public const string Lines =
        """
        {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS1","User":"CORP\\ann","Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd.exe /c whoami","ParentImage":"C:\\Program Files\\Office\\winword.exe","ProcessId":"100","ProcessGuid":"{A}","@timestamp":"2026-03-01T10:00:00Z"}
        {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS1","User":"CORP\\ann","Image":"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe","CommandLine":"powershell -enc dwBoAG8AYQBtAGkA","ParentImage":"C:\\Windows\\System32\\cmd.exe","ProcessId":"104","ProcessGuid":"{B}","@timestamp":"2026-03-01T10:02:00Z"}
        {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS2","User":"CORP\\bob","Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"CMD.EXE /c dir","ParentImage":"C:\\Windows\\explorer.exe","ProcessId":"200","ProcessGuid":"{C}","@timestamp":"2026-03-01T11:00:00Z"}
        {"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS1","User":"CORP\\ann","Image":"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe","SourceIp":"10.0.0.5","SourcePort":"50000","DestinationIp":"203.0.113.9","DestinationPort":"443","ProcessGuid":"{B}","@timestamp":"2026-03-01T10:04:00Z"}
        {"EventID":3,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS2","User":"CORP\\bob","Image":"C:\\Program Files\\Mozilla\\firefox.exe","SourceIp":"10.0.0.6","SourcePort":"50001","DestinationIp":"192.168.1.4","DestinationPort":"8080","ProcessGuid":"{D}","@timestamp":"2026-03-01T11:04:00Z"}
        {"EventID":4625,"Channel":"Security","Provider_Name":"Microsoft-Windows-Security-Auditing","Computer":"DC1","TargetUserName":"administrator","IpAddress":"10.0.0.5","IpPort":"50123","ProcessId":"0x3e4","LogonType":"3","Status":"0xc000006d","@timestamp":"2026-03-01T12:00:00Z"}
        {"EventID":4625,"Channel":"Security","Provider_Name":"Microsoft-Windows-Security-Auditing","Computer":"DC1","TargetUserName":"administrator","IpAddress":"10.0.0.5","IpPort":"50124","ProcessId":"0x3e4","LogonType":"3","Status":"0xc000006d","@timestamp":"2026-03-01T12:00:30Z"}
        {"EventID":4624,"Channel":"Security","Provider_Name":"Microsoft-Windows-Security-Auditing","Computer":"DC1","TargetUserName":"administrator","IpAddress":"10.0.0.5","IpPort":"50125","ProcessId":"0x3e4","LogonType":"3","@timestamp":"2026-03-01T12:01:00Z"}
        {"EventID":4624,"Channel":"Security","Provider_Name":"Microsoft-Windows-Security-Auditing","Computer":"DC1","TargetUserName":"ann","IpAddress":"10.0.0.7","IpPort":"50126","ProcessId":"0x3e4","LogonType":"2","odd name; 'x":"it's","@timestamp":"2026-03-03T12:00:00Z"}

        """;

    public static EventStore Store()
    {
        var store = EventStore.InMemory();
        Evidence.Add(store, Lines, "evidence.json");
        store.Commit(1);
        return store;
    }
}
