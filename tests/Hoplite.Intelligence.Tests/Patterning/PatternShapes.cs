using Hoplite.Intelligence.Patterning;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>Which patterns only list values.</summary>
public sealed class PatternShapes
{
    [Theory]
    [InlineData("[ipv4-addr:value = '192.0.2.1' OR ipv4-addr:value ISSUBSET '198.51.100.0/24']", "Address 192.0.2.1, Address 198.51.100.0/24")]
    [InlineData("[domain-name:value = 'a.example'] OR ([url:value IN ('http://a', 'http://b')])", "Domain a.example, Url http://a, Url http://b")]
    [InlineData("[file:hashes.MD5 = 'cead3f77f6cda6ec00f57d76c9a6879f' OR email-addr:value = 'a@b']", "Hash cead3f77f6cda6ec00f57d76c9a6879f, Mail a@b")]
    public void A_list_of_values_is_seen_as_one(string pattern, string values) =>
        Assert.Equal(values, string.Join(", ", PatternShape.Simple(StixPattern.Parse(pattern))!.Select(v => $"{v.Kind} {v.Value}")));

    [Theory]
    [InlineData("[ipv4-addr:value = '192.0.2.1' AND ipv4-addr:value = '192.0.2.1']")]
    [InlineData("[ipv4-addr:value != '192.0.2.1']")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] WITHIN 5 SECONDS")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] AND [url:value = 'x']")]
    [InlineData("[domain-name:value LIKE '%.example']")]
    [InlineData("[domain-name:resolves_to_refs[*].value = '192.0.2.1']")]
    [InlineData("[ipv4-addr:value NOT = '192.0.2.1']")]
    [InlineData("[file:name = 'a']")]
    public void Anything_more_is_not(string pattern) => Assert.Null(PatternShape.Simple(StixPattern.Parse(pattern)));
}
