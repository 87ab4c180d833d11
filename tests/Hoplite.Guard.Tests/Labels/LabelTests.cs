using CsCheck;
using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Tests.Labels;

public sealed class LabelTests
{
    static readonly Gen<Label> Any =
        from i in Gen.Int[0, 4]
        from c in Gen.Int[0, 3]
        from ids in Gen.Int[0, 90].Select(n => "ev-" + n).Array[0, 70]
        select new Label((Integrity)i, (Confidentiality)c, Provenance.Of(ids));

    [Fact]
    public void A_join_trusts_no_more_and_tells_no_more_than_its_parts() => Gen.Select(Any, Any).Sample((a, b) =>
    {
        var both = Label.Join(a, b);
        Assert.True(both.Integrity <= a.Integrity && both.Integrity <= b.Integrity);
        Assert.True(both.Confidentiality >= a.Confidentiality && both.Confidentiality >= b.Confidentiality);
        Assert.True(both.From.IsPartial || a.From.Ids.Concat(b.From.Ids).All(both.From.Ids.Contains));
    });

    [Fact]
    public void Joins_do_not_depend_on_order() => Gen.Select(Any, Any).Sample((a, b) => Assert.Equal(Label.Join(a, b), Label.Join(b, a)));

    [Fact]
    public void Joining_twice_changes_nothing() => Any.Sample(a => Assert.Equal(a, Label.Join(a, a)));

    [Fact]
    public void What_is_made_of_nothing_is_not_trusted() => Assert.Equal(Label.Unknown, Label.Join([]));

    [Fact]
    public void What_is_made_of_two_values_has_the_label_of_both()
    {
        var made = new Labeled<int>(1, new(Integrity.Operator, Confidentiality.Public, Provenance.Of("a"))).With(new Labeled<int>(2, new(Integrity.Source, Confidentiality.Sensitive, Provenance.Of("b"))), (a, b) => a + b);
        Assert.Equal(new Label(Integrity.Source, Confidentiality.Sensitive, Provenance.Of("a", "b")), made.Label);
        Assert.Equal(3, made.Value);
    }
}
