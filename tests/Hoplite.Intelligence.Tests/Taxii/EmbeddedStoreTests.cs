namespace Hoplite.Intelligence.Tests.Taxii;

public sealed class EmbeddedStoreTests : TaxiiStoreTests
{
    private protected override Task<StoreFolder> OpenAsync() => Task.FromResult<StoreFolder>(new EmbeddedFolder());
}

public sealed class EmbeddedLosslessTests : LosslessTests
{
    private protected override Task<StoreFolder> OpenAsync() => Task.FromResult<StoreFolder>(new EmbeddedFolder());
}
