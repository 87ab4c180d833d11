using System.Text.Json;
using System.Text.Json.Serialization;
using Hoplite.Server.Api.Agents;
using Hoplite.Server.Api.Assets;
using Hoplite.Server.Api.Detections;
using Hoplite.Server.Api.Findings;
using Hoplite.Server.Api.Hunting;
using Hoplite.Server.Api.Incidents;
using Hoplite.Server.Api.Intelligence;
using Hoplite.Server.Api.Ledger;
using Hoplite.Server.Api.Overview;
using Hoplite.Server.Api.Reports;
using Hoplite.Server.Api.Responses;
using Hoplite.Server.Api.Sources;
using Hoplite.Server.Api.Streaming;
using Hoplite.Server.Api.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api;

/// <summary>All of the API but identities, under <c>/api/v1</c>.</summary>
static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(Explain);
        OverviewEndpoint.Map(api);
        BackupEndpoint.Map(api);
        IncidentEndpoints.Map(api);
        IncidentExport.Map(api);
        FindingEndpoints.Map(api);
        SuppressionEndpoints.Map(api);
        HuntEndpoints.Map(api);
        HuntShelfEndpoints.Map(api);
        AskEndpoints.Map(api);
        DetectionEndpoints.Map(api);
        SourceEndpoints.Map(api);
        AssetEndpoint.Map(api);
        ReportEndpoints.Map(api);
        AgentEndpoints.Map(api);
        RuleProposalEndpoint.Map(api);
        TrustEndpoints.Map(api);
        DrillEndpoints.Map(api);
        ResponseEndpoints.Map(api);
        ApprovalEndpoints.Map(api);
        PlaybookEndpoints.Map(api);
        IntelligenceEndpoints.Map(api);
        IndicatorEndpoints.Map(api);
        PeerEndpoints.Map(api);
        MemberEndpoints.Map(api);
        ShareEndpoints.Map(api);
        LedgerEndpoints.Map(api);
        TraceEndpoints.Map(api);
        StreamEndpoint.Map(api);
    }

    /// <summary>How everything is written on the wire.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.DictionaryKeyPolicy = null;
        json.NumberHandling = JsonNumberHandling.Strict;
    }

    // What a caller got wrong is one clear sentence to him.
    static async ValueTask<object?> Explain(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (ArgumentException wrong)
        {
            return TypedResults.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
