using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A message of mail (§6.6): an object of type <c>email-message</c>.</summary>
public sealed record EmailMessage : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public EmailMessage(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>is_multipart</c>; null where it is left out.</summary>
    public bool? IsMultipart => Flag("is_multipart");

    /// <summary>The property <c>date</c>; null where it is left out.</summary>
    public StixTime? Date => Time("date");

    /// <summary>The property <c>content_type</c>; null where it is left out.</summary>
    public string? ContentType => Text("content_type");

    /// <summary>The property <c>from_ref</c>; null where it is left out.</summary>
    public string? FromRef => Text("from_ref");

    /// <summary>The property <c>sender_ref</c>; null where it is left out.</summary>
    public string? SenderRef => Text("sender_ref");

    /// <summary>The property <c>to_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ToRefs => Texts("to_refs");

    /// <summary>The property <c>cc_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> CcRefs => Texts("cc_refs");

    /// <summary>The property <c>bcc_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> BccRefs => Texts("bcc_refs");

    /// <summary>The property <c>message_id</c>; null where it is left out.</summary>
    public string? MessageId => Text("message_id");

    /// <summary>The property <c>subject</c>; null where it is left out.</summary>
    public string? Subject => Text("subject");

    /// <summary>The property <c>received_lines</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ReceivedLines => Texts("received_lines");

    /// <summary>The property <c>additional_header_fields</c>; null where it is left out.</summary>
    public JsonElement? AdditionalHeaderFields => Property("additional_header_fields");

    /// <summary>The property <c>body</c>; null where it is left out.</summary>
    public string? Body => Text("body");

    /// <summary>The property <c>body_multipart</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> BodyMultipart => Items("body_multipart");

    /// <summary>The property <c>raw_email_ref</c>; null where it is left out.</summary>
    public string? RawEmailRef => Text("raw_email_ref");
}
