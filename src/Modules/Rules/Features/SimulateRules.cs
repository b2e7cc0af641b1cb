using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Rules.Features;

/// <summary>Shows what rules would do to given orders, beside what the published ones do.</summary>
internal sealed class SimulateRules(RuleBook book, EditRules edit) : IRuleSimulation
{
    /// <summary>A page of orders: the answer explains each.</summary>
    private const int OrdersMax = 200;

    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    }.Demanding();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/rules/simulate", async (HttpRequest request, SimulateRules simulate, CancellationToken ct) =>
            {
                var answer = await simulate.RunAsync(request.Body, ct);
                return answer.Problem is { } problem ? problem.ToHttp() : Results.Json(answer.Value, Json);
            })
            .RequireAuthorization("rules.view")
            .DisableAntiforgery()
            .WithSummary("Try rules (or the draft) on given orders, without any effect");

    public async Task<Result<IReadOnlyList<SimulatedOrder>>> RunAsync(Stream body, CancellationToken ct)
    {
        SimulationRequest? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync<SimulationRequest>(body, Json, ct);
        }
        catch (JsonException e)
        {
            return RulesProblems.NotJson(e.Message);
        }

        if (request?.Orders is not { Count: > 0 and <= OrdersMax }) return RulesProblems.Wrong("$.orders", $"1 to {OrdersMax} orders");
        var compared = await CompareAsync(request.Rules?.GetRawText(), [.. request.Orders.Select(order => order.ToFacts())], ct);
        return compared.Problem is { } problem ? problem : compared.Value.Select(SimulatedOrder.Of).ToList();
    }

    public async Task<Result<IReadOnlyList<RuleComparison>>> CompareAsync(string? document, IReadOnlyList<RuleFacts> orders, CancellationToken ct)
    {
        var published = await book.CurrentSetAsync(ct);
        document ??= (await edit.DraftAsync(ct))?.Document;
        var tried = document is null ? published : RuleDocument.Compile(document, 0, null, book.Data());
        if (tried.Problem is { } problem) return problem;
        return orders.Select(facts => new RuleComparison(published.Evaluate(facts), tried.Value.Evaluate(facts))).ToList();
    }
}
