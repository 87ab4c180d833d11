using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Taxii;

/// <summary>Tells a TAXII client that there is no API root where it looks; a page of the console would tell it nothing.</summary>
sealed class NoTaxiiHere : IResult
{
    /// <summary>Whether a request comes from a TAXII client rather than a browser.</summary>
    public static bool Concerns(HttpRequest request) => request.Headers.Accept.ToString().Contains("application/taxii+json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => TaxiiAnswer.RefuseAsync(httpContext, StatusCodes.Status404NotFound, "there is no API root at this address");
}
