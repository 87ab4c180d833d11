namespace Hoplite.Agents.Hunting;

/// <summary>Words that mean something in a question, and words that only look as if they named something.</summary>
static class QuestionWords
{
    public static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    // Words that look like a name in the DNS and are one of a file.
    public static readonly HashSet<string> FileEndings = new(["exe", "dll", "ps1", "bat", "cmd", "vbs", "js", "txt", "log", "sys", "zip", "docx", "xlsx", "pdf", "lnk", "sh", "py", "php", "aspx", "jsp"], StringComparer.Ordinal);

    // Programs that people name without an ending; some look like machines.
    public static readonly HashSet<string> Programs = new(["rundll32", "regsvr32", "net1", "mimikatz", "psexec", "certutil", "wmic", "bitsadmin", "mshta", "procdump", "rclone", "anydesk", "teamviewer", "ngrok", "cobaltstrike"], StringComparer.Ordinal);

    public static readonly HashSet<string> NotMachines = new(["md5", "sha1", "sha256", "sha512", "base64", "ipv4", "ipv6", "win32", "win64", "wow64", "system32", "utf8", "utf16", "log4j", "office365", "microsoft365", "windows10", "windows11", "windows7", "python2", "python3", "smb1", "smb2", "smb3", "smbv1", "tls1", "ntlmv1", "ntlmv2", "http2", "http3", "rc4", "aes128", "aes256", "ec2", "port80", "level1", "sev1", "sev2"], StringComparer.Ordinal);

    public static readonly HashSet<string> NotNames = new(
        ["the", "this", "that", "these", "those", "any", "anyone", "anybody", "anything", "someone", "somebody", "something", "everyone", "everybody", "all", "our", "your", "their", "his", "her", "its", "they", "you", "she", "one", "user", "users", "people", "person", "employee", "employees", "staff", "who", "whom", "what", "which", "where", "when",
         "attacker", "attackers", "intruder", "malware", "ransomware", "virus", "program", "programs", "process", "processes", "host", "hosts", "machine", "machines", "computer", "computers", "server", "servers", "domain", "domains", "address", "addresses", "email", "mail", "phishing", "means", "default", "hand", "using", "well", "many", "much", "some", "soon", "far", "long", "late", "part", "evidence",
         "outside", "inside", "external", "internal", "remote", "local", "windows", "linux", "macos", "powershell", "script", "scripts", "rdp", "ssh", "smb", "wmi", "winrm", "vpn", "dns", "http", "https", "service", "services", "accounts", "account", "admin", "admins", "administrators", "credentials", "password", "passwords", "last", "past", "today", "yesterday", "day", "hour", "week", "month"], StringComparer.Ordinal);
}
