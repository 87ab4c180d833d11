using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Playbooks;

/// <summary>What belongs to the operating system itself: to end, move or lock it harms the machine or does nothing, and never hurts the attacker, who only borrowed it.</summary>
/// <remarks>Only whole paths that ordinary programs cannot write to count; a program that merely calls itself like one of them does not.</remarks>
static partial class OfTheSystem
{
    // Kernel threads and the process named System have the smallest numbers.
    const int SmallestNumber = 5;

    const string Core = @"\\System32";

    // Without these the machine stops, or restarts at once.
    static readonly FrozenSet<string> Vital = Names("csrss.exe lsaiso.exe lsass.exe lsm.exe services.exe smss.exe svchost.exe wininit.exe winlogon.exe");

    // These say or change one thing and end by themselves, long before anybody could end them.
    static readonly FrozenSet<string> Brief = Names("arp.exe at.exe attrib.exe auditpol.exe cmdkey.exe hostname.exe icacls.exe ipconfig.exe klist.exe net.exe net1.exe netstat.exe nltest.exe query.exe quser.exe qwinsta.exe reg.exe route.exe sc.exe schtasks.exe systeminfo.exe tasklist.exe wevtutil.exe whoami.exe");

    // Part of every Windows, and used by everything.
    static readonly FrozenSet<string> Tools = Names(
        "advpack.dll amsi.dll apphelp.dll bitsproxy.dll csc.exe fastprox.dll register-cimprovider.exe vss_ps.dll wbemprox.dll wbemsvc.dll wsmauto.dll wsmsvc.dll arp.exe at.exe attrib.exe auditpol.exe bcdedit.exe bitsadmin.exe cacls.exe calc.exe certutil.exe cmd.exe cmdkey.exe cmstp.exe comsvcs.dll conhost.exe consent.exe control.exe cscript.exe csrss.exe curl.exe "
        + "dbgcore.dll dbghelp.dll diskshadow.exe dism.exe dismhost.exe dllhost.exe dsquery.exe esentutl.exe eventvwr.exe expand.exe explorer.exe extrac32.exe find.exe findstr.exe fltmc.exe fodhelper.exe forfiles.exe ftp.exe gpscript.exe gpupdate.exe "
        + "hh.exe hostname.exe icacls.exe iexpress.exe installutil.exe ipconfig.exe kernel32.dll klist.exe lsass.exe makecab.exe mavinject.exe mmc.exe mofcomp.exe msbuild.exe msdt.exe mshta.exe mshtml.dll msiexec.exe mstsc.exe "
        + "net.exe net1.exe netsh.exe netstat.exe nltest.exe notepad.exe nslookup.exe ntdll.dll ntdsutil.exe odbcconf.exe pcalua.exe ping.exe powershell.exe powershell_ise.exe psr.exe query.exe quser.exe qwinsta.exe reg.exe regasm.exe regedit.exe regini.exe regsvcs.exe regsvr32.exe robocopy.exe route.exe runas.exe rundll32.exe "
        + "sc.exe schtasks.exe scrcons.exe scrobj.dll sdbinst.exe sdclt.exe searchindexer.exe searchprotocolhost.exe services.exe shell32.dll smss.exe spoolsv.exe ssh.exe svchost.exe system.management.automation.dll system.management.automation.ni.dll systeminfo.exe takeown.exe tar.exe taskeng.exe taskhost.exe taskhostw.exe taskkill.exe tasklist.exe taskmgr.exe taskschd.dll tracert.exe "
        + "userinit.exe vaultcli.dll vssadmin.exe w32tm.exe wbadmin.exe wbemcomn.dll werfault.exe wermgr.exe wevtutil.exe whoami.exe wininit.exe winlogon.exe winrs.exe winrshost.exe wmic.exe wmiprvse.exe wmiutils.dll wscript.exe wsmprovhost.exe wusa.exe xcopy.exe xwizard.exe");

    static readonly FrozenSet<string> Rooted = Names("explorer.exe hh.exe notepad.exe regedit.exe");

    static readonly string[] ToolFolders = [Core, @"\\SysWOW64", @"\\(?:System32|SysWOW64)\\(?:wbem|WindowsPowerShell\\v1\.0|inetsrv)", @"\\Microsoft\.NET\\Framework(?:64)?\\v[0-9.]+"];

    // Only the installer of Windows writes there.
    const string Installed = @"\\(?:assembly|WinSxS|Microsoft\.NET\\assembly)\\.{1,300}";

    // Says where a file came from, beside it.
    const string Origin = ":Zone.Identifier";

    // Records of the system, where ordinary programs cannot write; elsewhere a name says nothing.
    static readonly string[] Records = [".evtx", ".etl", ".log", ".edb", ".jtx", ".pf"];

    static readonly string[] Realms = ["IIS APPPOOL\\", "NT AUTHORITY\\", "NT SERVICE\\", "NT VIRTUAL MACHINE\\", "WINDOW MANAGER\\", "FONT DRIVER HOST\\"];

    /// <summary>Whether an action would hit the system instead of an attacker.</summary>
    public static bool IsHitBy(ActionKind action, ScopeMember member) => action switch
    {
        ActionKind.KillProcess or ActionKind.SuspendProcess => member.Target is ProcessTarget { Pid: < SmallestNumber } || member.Names.Any(n => Is(n, Vital, [Core]) || Is(n, Brief, [Core])),
        ActionKind.QuarantineFile => member.Names.Any(n => Is(n, Tools, ToolFolders) || Is(n, Rooted, [""]) || Is(n, null, [Installed]) || n.EndsWith(Origin, StringComparison.OrdinalIgnoreCase) || (Path().IsMatch(n) && Array.Exists(Records, r => n.EndsWith(r, StringComparison.OrdinalIgnoreCase)))),
        ActionKind.DisableAccount => IsService(member),
        _ => false,
    };

    /// <summary>Whether nobody stands behind an account.</summary>
    public static bool IsService(ScopeMember account) =>
        account.Target.Text is "krbtgt" or "defaultapppool" || account.Names.Any(n => Array.Exists(Realms, r => n.StartsWith(r, StringComparison.OrdinalIgnoreCase)));

    static bool Is(string path, FrozenSet<string>? names, string[] folders) =>
        Path().Match(path) is { Success: true } parts && names?.Contains(parts.Groups["name"].Value) != false && Array.Exists(folders, f => Regex.IsMatch(parts.Groups["folder"].Value, $"^(?:{f})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // The folder of Windows, the folder in it, the name.
    [GeneratedRegex(@"^(?:(?:[A-Z]:|\\Device\\HarddiskVolume[0-9]{1,3})\\Windows|\\SystemRoot)(?<folder>(?:\\[^\\]+)*)\\(?<name>[^\\]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}
