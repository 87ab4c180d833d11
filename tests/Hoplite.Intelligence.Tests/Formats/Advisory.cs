using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Formats.Csaf;

namespace Hoplite.Intelligence.Tests.Formats;

/// <summary>An advisory without a fault, and what becomes of it when one is put in.</summary>
static class Advisory
{
    const string Whole = """
        {"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"An advisory","lang":"en",
          "publisher":{"category":"vendor","name":"ACME","namespace":"https://acme.example"},
          "notes":[{"category":"summary","text":"words"}],"references":[{"category":"external","summary":"x","url":"https://acme.example/1"}],
          "tracking":{"id":"ACME-1","current_release_date":"2026-02-01T00:00:00Z","initial_release_date":"2026-01-01T00:00:00Z","status":"final","version":"2",
            "revision_history":[{"number":"1","date":"2026-01-01T00:00:00Z","summary":"first"},{"number":"2","date":"2026-02-01T00:00:00Z","summary":"second"}]}},
         "product_tree":{
          "branches":[{"category":"vendor","name":"ACME","branches":[{"category":"product_name","name":"Anvil","branches":[
            {"category":"product_version","name":"1.0","product":{"product_id":"A","name":"Anvil 1.0","product_identification_helper":{"purl":"pkg:npm/%40acme/anvil@1.0","hashes":[{"filename":"a","file_hashes":[{"algorithm":"sha256","value":"aa"},{"algorithm":"sha512","value":"bb"}]}]}}},
            {"category":"product_version_range","name":"< 1.0","product":{"product_id":"B","name":"Anvil before 1.0"}}]}]}],
          "full_product_names":[{"product_id":"OS","name":"System"}],
          "relationships":[{"category":"installed_on","product_reference":"A","relates_to_product_reference":"OS","full_product_name":{"product_id":"A-OS","name":"Anvil on System"}}],
          "product_groups":[{"group_id":"G","product_ids":["A","B"]}]},
         "vulnerabilities":[{"cve":"CVE-2026-1000","cwe":{"id":"CWE-79","name":"Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"},
          "notes":[{"category":"description","text":"words"}],
          "product_status":{"known_affected":["B"],"fixed":["A"],"known_not_affected":["OS"]},
          "remediations":[{"category":"vendor_fix","details":"x","product_ids":["B"]}],"threats":[{"category":"impact","details":"x","product_ids":["OS"]}],
          "flags":[{"label":"component_not_present","product_ids":["OS"]}],
          "involvements":[{"party":"vendor","status":"completed","date":"2026-01-01T00:00:00Z"}],
          "scores":[{"products":["B"],"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8,"baseSeverity":"CRITICAL","attackVector":"NETWORK"},
            "cvss_v2":{"version":"2.0","vectorString":"AV:N/AC:L/Au:N/C:C/I:C/A:C","baseScore":10.0}}]}]}
        """;

    /// <summary>The advisory with changes: a pointer and the JSON that stands there instead; no JSON takes it away, a pointer that ends in <c>/-</c> adds to a list.</summary>
    public static JsonObject With(params (string Pointer, string? Json)[] changes)
    {
        var root = JsonNode.Parse(Whole)!.AsObject();
        foreach (var (pointer, json) in changes)
        {
            var parts = pointer.Split('/')[1..];
            JsonNode at = root;
            foreach (var part in parts[..^1]) at = at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!;
            var value = json is null ? null : JsonNode.Parse(json);
            if (at is JsonArray items)
            {
                if (parts[^1] is "-") items.Add(value);
                else items[int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
            }
            else if (json is null) at.AsObject().Remove(parts[^1]);
            else at[parts[^1]] = value;
        }

        return root;
    }

    /// <summary>The numbers of the tests that fail.</summary>
    public static string[] Failing(JsonObject advisory) => [.. CsafTests.Run(JsonSerializer.SerializeToElement(advisory)).Select(f => f.Test).Distinct()];
}
