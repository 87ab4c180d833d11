using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;

namespace Hoplite.Response.Deciding;

/// <summary>Keeps a question to the gate so that it can be asked again, word for word.</summary>
static class RequestJson
{
    public static JsonObject Write(GateRequest request) => new()
    {
        ["principal"] = request.Principal.Name,
        ["human"] = request.Principal.IsHuman,
        ["integrity"] = (int)request.Label.Integrity,
        ["confidentiality"] = (int)request.Label.Confidentiality,
        ["from"] = Texts(request.Label.From.Ids),
        ["endorsed"] = new JsonObject
        {
            ["integrity"] = (int)request.Endorsement.Integrity,
            ["events"] = request.Endorsement.Events,
            ["sensors"] = request.Endorsement.Sensors,
            ["atPoint"] = request.Endorsement.AtEnforcementPoint,
            ["ids"] = Texts(request.Endorsement.EventIds),
            ["rules"] = Texts(request.Endorsement.Rules),
        },
        ["model"] = request.FromModel,
    };

    public static GateRequest Read(byte[] action, string json)
    {
        var data = JsonNode.Parse(json)!;
        var endorsed = data["endorsed"]!;
        return new GateRequest(
            ActionReader.Read(action), new Principal((bool)data["human"]!, (string)data["principal"]!), new Label((Integrity)(int)data["integrity"]!, (Confidentiality)(int)data["confidentiality"]!, Provenance.Of(Texts(data["from"]!))),
            new Endorsement((Integrity)(int)endorsed["integrity"]!, (int)endorsed["events"]!, (int)endorsed["sensors"]!, (bool)endorsed["atPoint"]!, Texts(endorsed["ids"]!), Texts(endorsed["rules"]!)), (bool)data["model"]!);
    }

    static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    static string[] Texts(JsonNode texts) => [.. texts.AsArray().Select(t => (string)t!)];
}
