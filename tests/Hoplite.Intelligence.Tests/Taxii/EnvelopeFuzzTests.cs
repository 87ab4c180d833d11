using CsCheck;
using Hoplite.Intelligence.Taxii;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

public sealed class EnvelopeFuzzTests
{
    [Fact]
    public void Whatever_comes_in_is_read_or_refused() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Gen.String[0, 200].Select(System.Text.Encoding.UTF8.GetBytes), Gen.Int[0, 300].Select(cut => Bytes([Item()])[..Math.Min(cut, Bytes([Item()]).Length)])).Sample(bytes =>
        {
            try
            {
                EnvelopeReader.Read(bytes);
            }
            catch (TaxiiRefusal refusal)
            {
                Assert.Equal(422, refusal.Status);
            }
        });

    [Theory]
    [InlineData("""{"type":"tool","id":"\ud800"}""")]
    [InlineData("""{"type":"tool","id":"tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec","x_hoplite_sharing_group":"a\u0000"}""")]
    public void A_text_with_letters_that_no_text_has_is_a_failure_of_its_own(string item) =>
        Assert.Single(EnvelopeReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"objects":[{{item}}]}""")).Failures);
}
