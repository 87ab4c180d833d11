namespace Hoplite.Telemetry.Text.Web;

/// <summary>The names of the Sigma category <c>webserver</c>.</summary>
static class WebNames
{
    public static readonly int Host = FieldTable.Intern("cs-host");
    public static readonly int User = FieldTable.Intern("cs-username");
    public static readonly int Method = FieldTable.Intern("cs-method");
    public static readonly int Uri = FieldTable.Intern("cs-uri");
    public static readonly int Stem = FieldTable.Intern("cs-uri-stem");
    public static readonly int Query = FieldTable.Intern("cs-uri-query");
    public static readonly int Version = FieldTable.Intern("cs-version");
    public static readonly int Status = FieldTable.Intern("sc-status");
    public static readonly int Bytes = FieldTable.Intern("sc-bytes");
    public static readonly int Referer = FieldTable.Intern("cs-referer");
    public static readonly int Referrer = FieldTable.Intern("cs-referrer");
    public static readonly int UserAgent = FieldTable.Intern("cs-user-agent");
    public static readonly int Cookie = FieldTable.Intern("cs-cookie");
    public static readonly int Forwarded = FieldTable.Intern("x-forwarded-for");
}
