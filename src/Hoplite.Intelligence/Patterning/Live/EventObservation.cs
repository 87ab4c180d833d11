using System.Globalization;
using System.Text;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Makes an event into an observation: the objects of STIX 2.1 §6 that its fields tell of.</summary>
static class EventObservation
{
    /// <summary>The observation of one event of a batch.</summary>
    public static Observation Of(EventBatch batch, int index)
    {
        var objects = new ObservedObjects();
        foreach (ref var field in batch.Fields(index))
        {
            var kind = ObservableFields.Of(field.Name);
            if (kind == ObservableKind.None || field.Kind == FieldKind.Null) continue;
            var text = Encoding.UTF8.GetString(batch.Text(ref field));
            if (text.Length > 0 && text != "-") Add(objects, kind, text);
        }

        return Observation.At(batch[index].Time, objects.Complete());
    }

    static void Add(ObservedObjects objects, ObservableKind kind, string text)
    {
        var traffic = "network-traffic";
        switch (kind)
        {
            case ObservableKind.SourceAddress: objects.Link(traffic, "src_ref", objects.Address(text)); break;
            case ObservableKind.DestinationAddress: objects.Link(traffic, "dst_ref", objects.Address(text)); break;
            case ObservableKind.Address: objects.Address(text); break;
            case ObservableKind.SourcePort: objects.Set(traffic, "src_port", Number(text)); break;
            case ObservableKind.DestinationPort: objects.Set(traffic, "dst_port", Number(text)); break;
            case ObservableKind.Protocol: objects.Append(traffic, "protocols", text.ToLowerInvariant()); break;
            case ObservableKind.Domain: objects.New("domain-name", "value", text.TrimEnd('.')); break;
            case ObservableKind.Url: AddUrl(objects, text); break;
            case ObservableKind.File: objects.LatestFile = objects.File(text); break;
            case ObservableKind.Image:
                var image = objects.File(text);
                objects.Image ??= image;
                objects.Set("process", "name", NameOf(text));
                objects.Link("process", "image_ref", image);
                objects.Link("process", "binary_ref", image);
                break;
            case ObservableKind.ParentImage:
                var parent = objects.File(text);
                objects.Set("process/parent", "name", NameOf(text));
                objects.Link("process/parent", "image_ref", parent);
                objects.Link("process", "parent_ref", "process/parent");
                break;
            case ObservableKind.CommandLine: objects.Set("process", "command_line", text); break;
            case ObservableKind.ParentCommandLine:
                objects.Set("process/parent", "command_line", text);
                objects.Link("process", "parent_ref", "process/parent");
                break;
            case ObservableKind.ProcessId: objects.Set("process", "pid", Number(text)); break;
            case ObservableKind.Directory: objects.Set("process", "cwd", text); break;
            case ObservableKind.Hash: objects.Hashes(text); break;
            case ObservableKind.RegistryKey: objects.Registry(text); break;
            case ObservableKind.RegistryData: objects.RegistryData = text; break;
            case ObservableKind.User: objects.User(text); break;
            case ObservableKind.MailFrom:
                var from = objects.New("email-addr", "value", Mail(text));
                objects.Link("email-message", "from_ref", from);
                objects.Link("email-message", "sender_ref", from);
                break;
            case ObservableKind.MailTo:
                foreach (var one in text.Split(',', 64, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    objects.Append("email-message", "to_refs", objects.New("email-addr", "value", Mail(one)));
                break;
            case ObservableKind.MailSubject: objects.Set("email-message", "subject", text); break;
        }
    }

    static void AddUrl(ObservedObjects objects, string text)
    {
        objects.New("url", "value", text);
        var host = Encoding.UTF8.GetString(FieldParts.Host(Encoding.UTF8.GetBytes(text)));
        if (host.Length == 0) return;
        if (System.Net.IPAddress.TryParse(host, out _)) objects.Address(host);
        else objects.New("domain-name", "value", host);
    }

    static string NameOf(string path) => path[(path.AsSpan().LastIndexOfAny('\\', '/') + 1)..];

    static string Mail(string text) => Encoding.UTF8.GetString(FieldParts.Mail(Encoding.UTF8.GetBytes(text)));

    static object Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) ? number : text;
}
