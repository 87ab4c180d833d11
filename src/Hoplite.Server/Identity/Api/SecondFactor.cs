using Hoplite.Server.Identity.Accounts;

namespace Hoplite.Server.Identity.Api;

/// <summary>Whether somebody must keep a second factor.</summary>
static class SecondFactor
{
    public static bool IsNeeded(Account account, AccountOptions options) => options.RequireSecondFactor && account.Role >= Role.Responder && account.Subject is null;
}
