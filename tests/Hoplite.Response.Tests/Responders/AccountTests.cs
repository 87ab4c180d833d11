using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Accounts;

namespace Hoplite.Response.Tests.Responders;

/// <summary>The system's own programs lock and unlock accounts under a root of their own.</summary>
public sealed class AccountTests : IDisposable
{
    const string Passwd = "root:x:0:0::/root:/bin/sh\ndaemon:x:2:2::/:/usr/sbin/nologin\neve:x:1500:1500:Eve:/home/eve:/bin/sh\nann:x:1501:1501::/home/ann:/bin/sh\nbob:x:1502:1502::/home/bob:/bin/sh\nsam:x:1503:1503::/:/bin/sh\ntom:x:1504:1504::/:/bin/sh\n";

    const string Shadow = "root:*:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\neve:$6$salt$hashofeve:19000:0:99999:7:::\nann:!$6$salt$hash:19001:0:99999:7:30:20500:\nbob::19002:0:99999:7:::\nsam:$6$salt$hash:19003:0:99999:7:::\ntom:*:19003::::::\n";

    readonly string _root = Directory.CreateTempSubdirectory("hoplite-accounts-").FullName;

    public AccountTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/sbin/usermod"), "locking accounts needs root and usermod");
        Directory.CreateDirectory($"{_root}/etc");
        File.WriteAllText($"{_root}/etc/passwd", Passwd);
        File.WriteAllText($"{_root}/etc/shadow", Shadow);
        File.WriteAllText($"{_root}/etc/group", "sudo:x:27:sam,ann\neve:x:1500:\n");
    }

    public static TheoryData<int> Places => [.. Enumerable.Range(0, 14)];

    [Theory]
    [InlineData("eve")]
    [InlineData("ann")]
    [InlineData("bob")]
    [InlineData("tom")]
    public async Task A_lock_is_done_seen_and_taken_back_to_the_last_byte(string account)
    {
        await SuddenEnd.LeaseAsync(Lock(), Disable(account), () => Assert.Matches($"(?m)^{account}:!.*:0:$", Now("shadow")));
        Assert.Equal(Shadow, Now("shadow"));
        Assert.Equal(Passwd, Now("passwd"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task After_a_sudden_end_at_any_place_all_is_as_before(int place)
    {
        await SuddenEnd.AtAsync(place, Lock(), Disable("eve"));
        Assert.Equal(Shadow, Now("shadow"));
        Assert.Equal(Passwd, Now("passwd"));
    }

    [Fact]
    public async Task What_is_kept_and_shown_holds_no_hash()
    {
        var call = await Lock().CallAsync(Disable("eve"));
        Assert.DoesNotContain("$6$", call.Before.ToJsonString() + string.Concat(Lock().Rehearse(call.Action)), StringComparison.Ordinal);
        Assert.DoesNotContain("hashofeve", call.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_not_be_locked_is_refused_in_a_sentence()
    {
        Assert.Contains("never", Lock().Refuse(Disable("root")), StringComparison.Ordinal);
        Assert.Contains("services", Lock().Refuse(Disable("daemon")), StringComparison.Ordinal);
        Assert.Contains("last in the group sudo", Lock().Refuse(Disable("sam")), StringComparison.Ordinal);
        Assert.Contains("Disable-ADAccount -Identity 'mallory'", Lock().Refuse(Disable("mallory")), StringComparison.Ordinal);
        Assert.Null(new AccountLock(new AccountOptions { Root = _root, LowestId = 2 }).Refuse(Disable("daemon")));
    }

    [Fact]
    public void A_name_is_one_literal_for_PowerShell()
    {
        Assert.Equal("Disable-ADAccount -Identity 'o''neill; x'", DirectoryCommands.Account("o'neill; x").Do[0]);
        Assert.Equal("net user 'a\u2019\u2019b' /active:yes", DirectoryCommands.LocalAccount("a\u2019b").Undo[0]);
        var host = DirectoryCommands.Host("pc-7", [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")]);
        Assert.Contains("-RemoteAddress '0.0.0.0-10.0.0.0','10.0.0.3-255.255.255.255','::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'", host.Do[1], StringComparison.Ordinal);
        Assert.Contains("Remove-NetFirewallRule", host.Undo[0], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    AccountLock Lock() => new(new AccountOptions { Root = _root });

    string Now(string file) => File.ReadAllText($"{_root}/etc/{file}");

    static ProposedAction Disable(string account) => Calls.Of(ActionKind.DisableAccount, TargetForm.Account(account)!);
}
