namespace Hoplite.Telemetry.Text;

/// <summary>The field names the text readers give, interned once.</summary>
static class Names
{
    public static readonly int Host = Of("host");
    public static readonly int Program = Of("program");
    public static readonly int Pid = Of("pid");
    public static readonly int Facility = Of("facility");
    public static readonly int Severity = Of("severity");
    public static readonly int Message = Of("message");
    public static readonly int MessageId = Of("msgid");
    public static readonly int Mnemonic = Of("mnemonic");
    public static readonly int Action = Of("action");
    public static readonly int User = Of("user");
    public static readonly int TargetUser = Of("target_user");
    public static readonly int SourceIp = Of("src_ip");
    public static readonly int SourcePort = Of("src_port");
    public static readonly int TargetIp = Of("dst_ip");
    public static readonly int TargetPort = Of("dst_port");
    public static readonly int Method = Of("method");
    public static readonly int Command = Of("command");
    public static readonly int Tty = Of("tty");
    public static readonly int Pwd = Of("pwd");
    public static readonly int Module = Of("pam_module");
    public static readonly int Repeated = Of("repeated");
    public static readonly int Level = Of("level");
    public static readonly int Component = Of("component");
    public static readonly int Template = Of("template");
    public static readonly int TemplateId = Of("template_id");
    public static readonly int Param = Of("param");
    public static readonly int ClientIp = Of("c-ip");

    static int Of(string name) => FieldTable.Intern(name);
}
