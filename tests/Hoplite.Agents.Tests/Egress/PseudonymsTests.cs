using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Agents.Egress;

namespace Hoplite.Agents.Tests.Egress;

public sealed class PseudonymsTests
{
    static readonly Gen<string> Pieces = Gen.OneOf("dc01", "DC01", "dc01.corp.example", "dc", "bob", "bobby", "10.0.0.1", "10.0.0.12", "fe80::1", "host-", "host-abcdef", "user-000000", "ip-123456", "word-abcdef", "ip-", "abcdef", "\\", "@", " ", "-", "a", "é", "😀", "\n", "ho", "st-");
    static readonly Gen<KnownName> Names = Gen.Select(Gen.Enum<NameKind>(), Gen.OneOf(Pieces, Gen.Select(Pieces, Pieces, string.Concat)), (kind, value) => new KnownName(kind, value));

    [Fact]
    public void Whatever_is_hidden_comes_back_as_it_was() =>
        Gen.Select(Gen.Byte.Array[32], Names.Array[0, 8], Pieces.Array[0, 20].Array[1, 4]).Sample((key, names, texts) =>
        {
            var pseudonyms = new Pseudonyms(key);
            pseudonyms.Learn(names);
            foreach (var text in texts.Select(t => string.Concat(t))) Assert.Equal(text, pseudonyms.Reveal(pseudonyms.Hide(text)));
        }, iter: 30_000);

    [Fact]
    public void What_was_learnt_later_does_not_change_what_was_hidden_before() =>
        Gen.Select(Names.Array[1, 4], Names.Array[1, 4], Pieces.Array[1, 12]).Sample((first, later, parts) =>
        {
            var (pseudonyms, text) = (new Pseudonyms([1, 2, 3]), string.Concat(parts));
            pseudonyms.Learn(first);
            var before = pseudonyms.Hide(text);
            pseudonyms.Learn(later);
            pseudonyms.Hide(text);
            Assert.Equal(text, pseudonyms.Reveal(before));
        }, iter: 10_000);

    [Fact]
    public void A_name_is_gone_wherever_it_stands_and_in_whatever_case()
    {
        var pseudonyms = new Pseudonyms(RandomNumberGenerator.GetBytes(32));
        pseudonyms.Learn([new(NameKind.Host, "FINANCE-07"), new(NameKind.User, "bob"), new(NameKind.User, "m.mustermann"), new(NameKind.Address, "10.1.2.3")]);
        var hidden = pseudonyms.Hide("finance-07$ CORP\\bob m.mustermann@finance-07.example from 10.1.2.3:443, not 110.1.2.3 nor a bobcat");
        foreach (var name in (string[])["finance-07", "\\bob", "mustermann", " 10.1.2.3"]) Assert.DoesNotContain(name, hidden, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(", not 110.1.2.3 nor a bobcat", hidden, StringComparison.Ordinal);
        Assert.Matches("^host-[0-9a-f]{6}\\$ CORP\\\\user-[0-9a-f]{6} user-[0-9a-f]{6}@host-[0-9a-f]{6}\\.example from ip-[0-9a-f]{6}:443", hidden);
    }

    [Fact]
    public void A_case_keeps_its_pseudonyms_and_another_has_others()
    {
        var cases = new CasePseudonyms();
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var id in (Guid[])[one, two]) cases.Of(id).Learn([new(NameKind.Host, "dc01")]);
        Assert.Equal(cases.Of(one).Hide("dc01"), cases.Of(one).Hide("dc01"));
        Assert.NotEqual(cases.Of(one).Hide("dc01"), cases.Of(two).Hide("dc01"));
        Assert.Equal(cases.Of(one).Hide("dc01"), cases.Of(two).Reveal(cases.Of(one).Hide("dc01")));
    }

    [Fact]
    public void Facts_come_back_as_they_were_and_only_fields_that_hold_names_are_learnt()
    {
        var facts = JsonNode.Parse("""{"rule":"r-1","src_ip":"10.0.0.1","target":{"host":"dc01","user_exists":true},"users":["alice","root"],"by_host":{"dc01":3},"user_agent_count":2,"title":"root of dc01"}""")!;
        var pseudonyms = new Pseudonyms([9]);
        pseudonyms.Learn(FactFields.In(facts));
        var hidden = pseudonyms.Hide(facts)!;
        foreach (var name in (string[])["10.0.0.1", "dc01", "alice", "root"]) Assert.DoesNotContain(name, hidden.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("r-1", (string)hidden["rule"]!);
        Assert.True(JsonNode.DeepEquals(facts, pseudonyms.Reveal(hidden)));
    }
}
