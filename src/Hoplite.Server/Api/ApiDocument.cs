using Hoplite.Server.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Hoplite.Server.Api;

/// <summary>The description of the API (OpenAPI), for those who are signed in.</summary>
static class ApiDocument
{
    /// <summary>Says what the API is and how callers show who they are.</summary>
    public static void Describe(OpenApiOptions options) => options.AddSchemaTransformer(SayWhatNamesAre).AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo { Title = "Hoplite", Version = "v1", Description = "Everything the console does. Programs send 'Authorization: Bearer hpt_…'; people have a session and send 'X-Hoplite: 1' with every change." };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Servers = [];
        return Task.CompletedTask;
    });

    // Names out of a list are written as text; left to itself the description does not say so.
    static Task SayWhatNamesAre(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (schema is { Enum.Count: > 0, Type: null }) schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }

    /// <summary>Serves it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi("/api/v1/openapi.json").RequireRoleAtLeast(Role.Viewer, Identity.Scope.ReadIncidents);
}
