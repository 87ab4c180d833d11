using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Text;

namespace Hoplite.Agents.Tests.Models;

/// <summary>Desks and questions for tests.</summary>
static class DeskForTests
{
    public const string Model = "test-model";

    /// <summary>A schema with a word, a number, a truth and a text.</summary>
    public static readonly JsonElement Schema = JsonSerializer.SerializeToElement(JsonNode.Parse("""
        {"type":"object","additionalProperties":false,"required":["playbook","confidence","review"],"properties":{
          "playbook":{"type":"string","enum":["none","isolate","block"]},
          "confidence":{"type":"integer","minimum":0,"maximum":100},
          "review":{"type":"boolean"},
          "reason":{"type":"string","maxLength":200}}}
        """));

    /// <summary>Not patient at all, so that tests are quick.</summary>
    public static readonly Patience Impatient = new(2, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), 4);

    public static ProviderOptions Provider(string name, Uri url) => new() { Name = name, Url = url, Model = Model, Timeout = TimeSpan.FromSeconds(1) };

    public static AgentOptions Options(params ProviderOptions[] providers) => new() { Providers = providers, Deadline = TimeSpan.FromSeconds(4) };

    public static ModelDesk Desk(AgentOptions options, ListLedger? ledger = null, TimeProvider? clock = null, Patience? patience = null) =>
        new(options, ledger ?? new ListLedger(), clock ?? TimeProvider.System, "test", patience ?? Impatient);

    public static ModelQuestion Question(Guid? incident = null, JsonObject? facts = null, string? document = null, Confidentiality secrecy = Confidentiality.Internal) => new(
        document is null ? ModelRole.Selector : ModelRole.Extractor, incident, "Choose a playbook.",
        new(facts ?? new JsonObject { ["rule"] = "brute-force", ["count"] = 3 }, new(Integrity.Sensor, secrecy, Provenance.None)), document is null ? null : new UntrustedText(document), Schema)
    {
        DocumentLabel = new(Integrity.FreeText, secrecy, Provenance.None),
    };
}
