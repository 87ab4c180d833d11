using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Hoplite.Telemetry.Tests.Evtx;

/// <summary>The program <c>evtxexport</c> as an oracle: another reading of the same files, by other people.</summary>
static partial class LibEvtx
{
    static readonly string Program = Find();

    /// <summary>Skips the calling test where the program is not installed.</summary>
    public static void Require() => Assert.SkipUnless(Program.Length > 0, "evtxexport is not installed (Debian package libevtx-utils)");

    /// <summary>The events of a file as XML.</summary>
    public static List<XElement> Events(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, ["-f", "xml", path]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var text = new StringBuilder();
        var block = new char[1 << 16];
        while (process.StandardOutput.ReadBlock(block) is var read and > 0) text.Append(block, 0, read);
        process.WaitForExit();
        return [.. Event().Matches(text.ToString()).Select(m => Parse(m.Value))];
    }

    /// <summary>Field names and values, read off the XML with the rules of the field names written a second time.</summary>
    public static IEnumerable<string> Fields(XElement e)
    {
        foreach (var part in e.Elements())
        foreach (var field in part.Name.LocalName switch { "System" => System(part), "RenderingInfo" => [], _ => Attributes(part).Concat(part.Elements().SelectMany(Tree)) })
            yield return field;
    }

    /// <summary>One writing for times and hexadecimal numbers, and no characters that XML forbids.</summary>
    public static string Normal(string name, string? value)
    {
        value = Forbidden().Replace((value ?? "").ReplaceLineEndings("\n"), "");
        var time = Time().Match(value);
        if (time.Success) value = time.Groups[1].Value;
        if (value.StartsWith("0x", StringComparison.Ordinal)) value = "0x" + value[2..].TrimStart('0').ToUpperInvariant();
        return name + "=" + value;
    }

    static IEnumerable<string> System(XElement system) =>
        system.Elements().SelectMany(e => Attributes(e).Concat(e.HasAttributes && e.Value.Length == 0 || e.Name.LocalName is "Correlation" or "Security" or "Execution" ? [] : [Normal(e.Name.LocalName, e.Value)]));

    static IEnumerable<string> Tree(XElement e)
    {
        if (e.Name.LocalName == "Data" && !e.HasElements)
        {
            var name = e.Attribute("Name")?.Value.Replace(" ", "", StringComparison.Ordinal);
            return [Normal(string.IsNullOrEmpty(name) ? "Data" : name, e.Value)];
        }

        if (e.HasElements) return Attributes(e).Concat(e.Elements().SelectMany(Tree));
        return Attributes(e).Concat(e.Value.Length == 0 && Attributes(e).Any() ? [] : [Normal(e.Name.LocalName, e.Value)]);
    }

    static IEnumerable<string> Attributes(XElement e) =>
        e.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => Normal(e.Name.LocalName + "_" + a.Name.LocalName, a.Value));

    static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(Forbidden().Replace(text, "")), new XmlReaderSettings { CheckCharacters = false });
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "evtxexport")).FirstOrDefault(File.Exists) ?? "";

    [GeneratedRegex("<Event .*?</Event>", RegexOptions.Singleline)]
    private static partial Regex Event();

    [GeneratedRegex("[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFD-\uFFFF]")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7})\d*Z?$")]
    private static partial Regex Time();
}
