using System.Net;
using CsCheck;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;

namespace Hoplite.Guard.Tests.Actions;

public sealed class TargetFormTests
{
    static readonly ProtectedSet Protected = new(["10.1.0.1", "203.0.113.0/28", "2001:db8::53"], ["dc01"], ["admin"], ["clinic.example"]);

    [Theory]
    [InlineData("10.1.0.1")]
    [InlineData("::ffff:10.1.0.1")]
    [InlineData("::ffff:0a01:0001")]
    [InlineData("64:ff9b::10.1.0.1")]
    [InlineData("2002:a01:1::1")]
    [InlineData("64:ff9b::a01:0/120")]
    [InlineData("64:ff9b::/64")]
    [InlineData("64:ff9b:1:1::10.1.0.1")]
    [InlineData("64:FF9B::0A01:0001")]
    [InlineData("2002:a01::/32")]
    [InlineData("2002:a00::/24")]
    [InlineData("2002::/16")]
    [InlineData("2000::/3")]
    [InlineData("::10.1.0.1")]
    [InlineData("::a01:0/112")]
    [InlineData("::ffff:0:10.1.0.1")]
    [InlineData("::ffff:10.1.0.0/120")]
    [InlineData("::fffe:0:0/95")]
    [InlineData("2001:0:1:2::f5fe:fffe")]
    [InlineData("2001:0:a01:1::1")]
    [InlineData("2001:db8:9::5efe:10.1.0.1")]
    [InlineData("2001:db8:9::200:5efe:10.1.0.0/120")]
    [InlineData("10.1.0.0/24")]
    [InlineData("10.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("203.0.113.7")]
    [InlineData("203.0.113.0/27")]
    [InlineData("2001:db8::53")]
    [InlineData("2001:0db8:0:0:0:0:0:53")]
    [InlineData("2001:DB8::53")]
    [InlineData("8.8.8.8")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    [InlineData("192.168.0.0/16")]
    public void A_protected_address_is_protected_however_it_is_written(string text)
    {
        var target = TargetForm.Address(text);
        Assert.True(target is null || Protected.Contains(target), text);
    }

    [Theory]
    [InlineData("3fff:7::1")]
    [InlineData("64:ff9b::10.1.0.2")]
    [InlineData("64:ff9b::3fff:0/120")]
    [InlineData("2002:b00::/24")]
    [InlineData("2001:db8::54")]
    [InlineData("::10.1.0.2")]
    [InlineData("203.0.113.16/28")]
    public void What_leads_to_nothing_protected_is_free(string text) => Assert.False(Protected.Contains(TargetForm.Address(text)!), text);

    [Theory]
    [InlineData("010.1.0.1")]
    [InlineData("0x0a.1.0.1")]
    [InlineData("167837697")]
    [InlineData("10.1.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("10.1.0.1 ")]
    [InlineData("10.1.0.1/24")]
    [InlineData("10.1.0.0/024")]
    [InlineData("10.1.0.0/33")]
    [InlineData("１０.1.0.1")]
    [InlineData("10.1.0.1\n")]
    [InlineData("::ffff:010.1.0.1")]
    public void What_two_programs_could_read_differently_is_no_address(string text) => Assert.Null(TargetForm.Address(text));

    [Theory]
    [InlineData("CLINIC.example.")]
    [InlineData("mail.clinic.example")]
    [InlineData("example")]
    [InlineData("clinic.ｅxample")]
    [InlineData("clinic。example")]
    [InlineData("clinic.example..")]
    [InlineData("*.clinic.example")]
    [InlineData("127.0.0.0x1")]
    [InlineData("0x0a.1.0.0x")]
    public void A_protected_name_is_protected_in_every_form_and_with_all_above_and_below(string text)
    {
        var target = TargetForm.Domain(text);
        Assert.True(target is null || Protected.Contains(target), text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b.example")]
    [InlineData("-a.example")]
    [InlineData("a..example")]
    [InlineData("1.2.3.4")]
    [InlineData("x.1234")]
    [InlineData("a\u0000.example")]
    public void What_is_no_name_is_no_domain(string text) => Assert.Null(TargetForm.Domain(text));

    [Fact]
    public void Hosts_and_accounts_are_found_by_any_case_and_realm()
    {
        Assert.All(["DC01", "dc01.clinic.example", "\\\\DC01"], h => Assert.True(Protected.Contains(TargetForm.Host(h)!)));
        Assert.All(["Admin", "CLINIC\\admin", "admin@clinic.example"], a => Assert.True(Protected.Contains(TargetForm.Account(a)!)));
    }

    [Fact]
    public void Whatever_is_read_as_an_address_reads_back_as_itself() => Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Sample(bytes =>
    {
        var target = TargetForm.Address(new IPAddress(bytes).ToString());
        Assert.Equal(target, TargetForm.Address(target!.Text));
    });

    [Fact]
    public void No_text_makes_the_forms_fail() => Gen.String.Sample(text =>
    {
        foreach (var target in new[] { TargetForm.Address(text), TargetForm.Domain(text), TargetForm.Host(text), TargetForm.Account(text) })
            Assert.True(target is null || (target.Text.Length <= 300 && target.Text.All(c => c is > ' ' and < (char)127)));
    }, iter: 20_000);

    [Fact]
    public void A_protected_range_contains_every_address_of_it_in_every_form() => Gen.Int[0, 15].Select(Gen.Int[0, 3]).Sample((last, form) =>
    {
        var plain = $"203.0.113.{last}";
        var text = form switch { 0 => plain, 1 => "::ffff:" + plain, 2 => "64:ff9b::" + plain, _ => $"2002:cb00:{0x7100 + last:x}::" };
        Assert.True(Protected.Contains(TargetForm.Address(text)!), text);
    });
}
