namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>The open vocabularies of STIX 2.1 §10, each under the name of the check that looks at it.</summary>
static class Vocabularies
{
    const string Table = """
        account-type facebook ldap nis openid radius skype tacacs twitter unix windows-local windows-domain kavi
        attack-motivation accidental coercion dominance ideology notoriety organizational-gain personal-gain personal-satisfaction revenge unpredictable
        attack-resource-level individual club contest team organization government
        grouping-context suspicious-activity malware-analysis unspecified
        identity-class individual group system organization class unknown unspecified
        implementation-languages applescript bash c c++ c# go java javascript lua objective-c perl php powershell python ruby scala swift typescript visual-basic x86-32 x86-64
        indicator-pattern-types stix pcre sigma snort suricata yara
        indicator-types anomalous-activity anonymization benign compromised malicious-activity attribution unknown
        industry-sector agriculture aerospace automotive chemical commercial communications construction defense education energy engineering entertainment financial-services government emergency-services government-local government-national government-public-services government-regional healthcare hospitality-leisure infrastructure dams nuclear water insurance manufacturing mining non-profit pharmaceuticals retail technology telecommunications transportation utilities
        infrastructure-types amplification anonymization botnet command-and-control control-system exfiltration firewall hosting-malware hosting-target-lists phishing reconnaissance routers-switches staging workstation unknown
        malware-capabilities accesses-remote-machines anti-debugging anti-disassembly anti-emulation anti-memory-forensics anti-sandbox anti-vm captures-input-peripherals captures-output-peripherals captures-system-state-data cleans-traces-of-infection commits-fraud communicates-with-c2 compromises-data-availability compromises-data-integrity compromises-system-availability controls-local-machine degrades-security-software degrades-system-updates determines-c2-server emails-spam escalates-privileges evades-av exfiltrates-data fingerprints-host hides-artifacts hides-executing-code infects-files infects-remote-machines installs-other-components persists-after-system-reboot prevents-artifact-access prevents-artifact-deletion probes-network-environment self-modifies steals-authentication-credentials violates-system-operational-integrity
        malware-result malicious suspicious benign unknown
        malware-types adware backdoor bot bootkit ddos downloader dropper exploit-kit keylogger ransomware remote-access-trojan resource-exploitation rogue-security-software rootkit screen-capture spyware trojan unknown virus webshell wiper worm
        processor-architecture alpha arm ia-64 mips powerpc sparc x86 x86-64
        region africa eastern-africa middle-africa northern-africa southern-africa western-africa americas latin-america-caribbean south-america caribbean central-america northern-america asia central-asia eastern-asia southern-asia south-eastern-asia western-asia europe eastern-europe northern-europe southern-europe western-europe oceania australia-new-zealand melanesia micronesia polynesia antarctica
        report-types attack-pattern campaign identity indicator intrusion-set malware observed-data threat-actor threat-report tool vulnerability
        threat-actor-types activist competitor crime-syndicate criminal hacker insider-accidental insider-disgruntled nation-state sensationalist spy terrorist unknown
        threat-actor-role agent director independent infrastructure-architect infrastructure-operator malware-author sponsor
        threat-actor-sophistication none minimal intermediate advanced expert innovator strategic
        tool-types denial-of-service exploitation information-gathering network-capture credential-exploitation remote-access vulnerability-scanning unknown
        windows-pebinary-type exe dll sys
        """;

    /// <summary>The words of each vocabulary.</summary>
    public static readonly IReadOnlyDictionary<string, HashSet<string>> All = SchemaText.Lines(Table, 1)
        .ToDictionary(line => line[0], line => line[1].Split(' ').ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Names of hashes (§10.4).</summary>
    public static readonly HashSet<string> Hashes = new(["MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256", "SHA3-512", "SSDEEP", "TLSH"], StringComparer.Ordinal);
}
