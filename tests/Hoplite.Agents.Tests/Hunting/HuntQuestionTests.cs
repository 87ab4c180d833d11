using Hoplite.Agents.Hunting;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Agents.Tests.Hunting;

/// <summary>Questions as people ask them.</summary>
public sealed class HuntQuestionTests
{
    static readonly HuntLibrary Library = HuntLibrary.Load();

    [Theory]
    [InlineData("What did jdoe do on WS01 yesterday?", "Account=jdoe Host=ws01", "", 48)]
    [InlineData("Was mimikatz.exe run anywhere in the past two weeks?", "", "mimikatz.exe", 336)]
    [InlineData("Is somebody exploiting CVE-2021-44228 against us?", "", "CVE-2021-44228", 168)]
    [InlineData("Show beaconing from 10.1.2.3 in the last 24h", "Address=10.1.2.3", "", 24)]
    [InlineData("failed logons for bob.smith since yesterday", "Account=bob.smith", "", 48)]
    [InlineData("Who talked to hxxps://evil[.]example[.]com/x.php?id=1 last night", "Domain=evil.example.com", "", 24)]
    [InlineData("base64 or SHA256 in scripts of Windows10 started by someone", "", "", 168)]
    [InlineData("Anything from 203.0.113.0/24 this month?", "Address=203.0.113.0/24", "", 744)]
    [InlineData("rundll32 started by word", "", "rundll32", 168)]
    [InlineData("Did anyone log in as svc-backup from outside?", "Account=svc-backup", "", 168)]
    public void Things_words_and_times_of_a_question_are_understood(string text, string things, string quoted, int hours)
    {
        var question = HuntQuestion.Read(text);
        Assert.Equal(things, string.Join(' ', question.Targets.Select(t => $"{t.Kind}={t.Text}")));
        Assert.Equal(quoted, string.Join(' ', question.Quoted));
        Assert.Equal(hours, question.Back.TotalHours);
    }

    [Theory]
    [InlineData("Any new admin accounts?", "account_made_and_raised")]
    [InlineData("Were our logs tampered with?", "log_cleared")]
    [InlineData("Is somebody stealing our data?", "large_uploads")]
    [InlineData("Did anybody open a malicious attachment?", "office_starts_interpreter")]
    [InlineData("Was psexec used to move around?", "new_services")]
    [InlineData("Is there a back door on the web server?", "web_shell_posts")]
    [InlineData("Did a login work after failed logins?", "logon_after_failures")]
    [InlineData("Are there DNS tunnels?", "many_subdomains")]
    [InlineData("Is anything calling home, like beacons?", "steady_connections")]
    [InlineData("Somebody may have stolen the hashes from the domain controller", "directory_replication")]
    public void Questions_about_no_thing_find_the_hunt_that_answers_them(string text, string hunt) =>
        Assert.Contains(hunt, HuntPlanner.Plan(text, HuntQuestion.Read(text), Library).OfType<HuntStep.Library>().Select(s => s.Name));
}
