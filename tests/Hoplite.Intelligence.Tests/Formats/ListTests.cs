using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class ListTests
{
    [Theory]
    [InlineData("203.0.113.7", NamedKind.Address, "203.0.113.7")]
    [InlineData("203[.]0[.]113[.]7", NamedKind.Address, "203.0.113.7")]
    [InlineData("203.0.113.7:8080", NamedKind.Address, "203.0.113.7")]
    [InlineData("2001:DB8::1", NamedKind.Address, "2001:db8::1")]
    [InlineData("[2001:db8::1]:443", NamedKind.Address, "2001:db8::1")]
    [InlineData("203.0.113.9/24", NamedKind.Network, "203.0.113.0/24")]
    [InlineData("2001:db8::/32", NamedKind.Network, "2001:db8::/32")]
    [InlineData("203.0.113.9/32", NamedKind.Address, "203.0.113.9")]
    [InlineData("Bad[.]Example.COM.", NamedKind.Domain, "bad.example.com")]
    [InlineData("bad(dot)example", NamedKind.Domain, "bad.example")]
    [InlineData("hxxps://bad[.]example/a?b=1", NamedKind.Url, "https://bad.example/a?b=1")]
    [InlineData("hXXp[:]//bad[.]example/", NamedKind.Url, "http://bad.example/")]
    [InlineData("bad.example/drop.exe", NamedKind.Url, "http://bad.example/drop.exe")]
    [InlineData("CEAD3F77F6CDA6EC00F57D76C9A6879F", NamedKind.Hash, "cead3f77f6cda6ec00f57d76c9a6879f")]
    [InlineData("Eve[@]bad[.]example", NamedKind.Email, "eve@bad.example")]
    [InlineData("\"bad.example\",", NamedKind.Domain, "bad.example")]
    public void A_value_is_told_by_its_form(string text, NamedKind kind, string value) => Assert.Equal(new Named(kind, value), Recognised.Of(text));

    [Theory]
    [InlineData("hello")]
    [InlineData("1")]
    [InlineData("010.0.0.1")]
    [InlineData("256.1.1.1")]
    [InlineData("203.0.113.0/33")]
    [InlineData("javascript://x")]
    [InlineData("two words.example")]
    [InlineData("a@b@bad.example")]
    [InlineData("-bad.example")]
    [InlineData("1.2.3")]
    [InlineData("abcdef0123")]
    public void What_is_of_no_known_form_is_nothing(string text) => Assert.Null(Recognised.Of(text));

    [Fact]
    public void A_list_is_read_with_its_comments_and_what_is_no_value_is_refused_with_its_line()
    {
        var read = Reading.Of("# a list\n; also\n// and this\n203.0.113.7 # first\n\n0.0.0.0 bad.example\n||worse.example^\n192.0.2.0/24 ; SBL1\nnot a value\n");
        Assert.Equal(ImportedKind.List, read.Kind);
        Assert.Equal(["[ipv4-addr:value = '203.0.113.7']", "[domain-name:value = 'bad.example']", "[domain-name:value = 'worse.example']", "[ipv4-addr:value ISSUBSET '192.0.2.0/24']"], read.Patterns());
        Assert.Equal("line 9", Assert.Single(read.Refused).Position);
    }

    [Fact]
    public void A_table_is_read_by_the_name_of_its_column_or_by_what_stands_in_it()
    {
        var named = Reading.Of("id,first seen,ioc,malware\r\n1,2026-01-01,hxxp://bad[.]example/a,\"Evil, really\"\r\n2,2026-01-02,203.0.113.7,Bad\r\n");
        Assert.Equal(ImportedKind.Table, named.Kind);
        Assert.Equal(["[url:value = 'http://bad.example/a']", "[ipv4-addr:value = '203.0.113.7']"], named.Patterns());
        Assert.Equal("Evil, really", (string)named.Objects("indicator")[0]["description"]!);
        Assert.Equal(["[domain-name:value = 'bad.example']"], Reading.Of("1;x;bad.example\n2;y;\n").Patterns());
        Assert.Equal(["[url:value = 'http://bad.example/']"], Reading.Of("# id,dateadded,url,status\n\"1\",\"2026\",\"http://bad.example/\",\"online\"\n").Patterns());
        Assert.Equal(["[domain-name:value = 'second.example']"], Reading.Of("a,b\nfirst.example,second.example\n", new ListOptions { Column = "2" }).Patterns());
        Assert.Contains("no column", Assert.Single(Reading.Of("a,b\nx.example,y.example\n", new ListOptions { Column = "c" }).Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_a_list_twice_gives_the_same_objects()
    {
        var (one, two) = (Reading.Of("bad.example\n203.0.113.7\n"), Reading.Of("bad.example\n203.0.113.7\n"));
        Assert.Equal(one.Objects.Select(o => Convert.ToHexString(o.Span)), two.Objects.Select(o => Convert.ToHexString(o.Span)));
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused_and_the_next_is_read()
    {
        var read = Reading.Of(new string('a', 20_000) + "\nbad.example\n");
        Assert.Equal("line 1", Assert.Single(read.Refused).Position);
        Assert.Single(read.Patterns());
    }

    [Fact]
    public void No_cell_that_is_written_is_a_formula_of_a_spreadsheet()
    {
        var indicator = StixObject.From(new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = StixId.New("indicator"), ["created"] = "2026-01-01T00:00:00.000Z", ["modified"] = "2026-01-01T00:00:00.000Z",
            ["name"] = "=cmd|' /C calc'!A0,\"x\"", ["pattern"] = "[domain-name:value = 'bad.example']", ["pattern_type"] = "stix", ["valid_from"] = "2026-01-01T00:00:00Z",
        });
        var lines = ListWriter.Csv([indicator], out var left).Split("\r\n");
        Assert.Equal(0, left);
        Assert.StartsWith("domain,bad.example,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"'=cmd|' /C calc'!A0,\"\"x\"\"\"", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://bad.example/a.b", "hxxp://bad[.]example/a.b")]
    [InlineData("203.0.113.7", "203[.]0[.]113[.]7")]
    public void What_is_defanged_can_be_undone(string whole, string safe)
    {
        Assert.Equal(safe, Defanged.Of(whole));
        Assert.Equal(whole, Defanged.Undo(safe));
    }
}
