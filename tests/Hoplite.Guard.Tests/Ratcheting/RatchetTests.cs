using CsCheck;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Ratcheting;

namespace Hoplite.Guard.Tests.Ratcheting;

public sealed class RatchetTests
{
    static readonly Gen<Level> AnyLevel = Gen.Enum<Level>();

    [Fact]
    public void A_model_never_lowers() => Gen.Select(AnyLevel, AnyLevel, Gen.Enum<Integrity>()).Sample((now, proposed, integrity) =>
        Assert.True(Ratchet.Move(now, proposed, new Label(integrity, default, Provenance.None), fromModel: true) >= now));

    [Fact]
    public void Only_a_person_lowers() => Gen.Select(AnyLevel, AnyLevel, Gen.Enum<Integrity>()).Sample((now, proposed, integrity) =>
        Assert.Equal(integrity == Integrity.Operator ? proposed : (Level)Math.Max((int)now, (int)proposed), Ratchet.Move(now, proposed, new Label(integrity, default, Provenance.None), fromModel: false)));
}
