using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Rules.Features;

/// <summary>Asks the published rules and the draft about the orders that came in last, and counts what would be different. Writes nothing.</summary>
internal sealed class SimulatePast(RuleBook book, EditRules edit, IServiceProvider services, TimeProvider clock)
{
    /// <summary>A year of a large shop; reading them takes seconds.</summary>
    public const int OrdersMax = 100_000;

    /// <summary>As many as travel together on a journey: what a piece holds in memory is bounded.</summary>
    private const int Chunk = 512;

    /// <summary>Enough to show what a rule does, read while one waits.</summary>
    public const int Usual = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rules/simulate", async (ListUrl url, SimulatePast simulate, CancellationToken ct) =>
            {
                if (!int.TryParse(url["orders"], NumberStyles.None, CultureInfo.InvariantCulture, out var orders)) return PageResult.Show<SimulationPage>(new { Orders = Usual });
                var ran = await simulate.RunAsync(null, Math.Clamp(orders, 1, OrdersMax), null, ct);
                return ran.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Show<SimulationPage>(new { Ran = ran.Value, Orders = orders });
            })
            .RequireAuthorization("rules.view");
        routes.MapGet("/api/v1/rules/simulate/past", async (int? orders, SimulatePast simulate, CancellationToken ct) =>
            {
                var ran = await simulate.RunAsync(null, Math.Clamp(orders ?? Usual, 1, OrdersMax), null, ct);
                return ran.Problem is { } problem ? problem.ToHttp() : Results.Ok(ran.Value);
            })
            .RequireAuthorization("rules.view").WithSummary("What the draft would have done to the last orders, beside the published rules");
    }

    /// <param name="document">The rules to try; null for the draft, or the published ones where there is none.</param>
    /// <param name="since">Only orders placed then or later, UTC; null for all.</param>
    public async Task<Result<PastSimulation>> RunAsync(string? document, int orders, DateTime? since, CancellationToken ct)
    {
        document ??= (await edit.DraftAsync(ct))?.Document;
        var published = await book.CurrentSetAsync(ct);
        var tried = document is null ? published : RuleDocument.Compile(document, 0, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), book.Data());
        return tried.Problem is { } problem ? problem : await CompareAsync(published, tried.Value, orders, since ?? DateTime.UnixEpoch, ct);
    }

    private async Task<PastSimulation> CompareAsync(RuleSet published, RuleSet tried, int orders, DateTime since, CancellationToken ct)
    {
        var simulation = new PastSimulation();
        if (services.GetService<IRuleOrders>() is not { } past) return simulation; // A host without order book has no past.

        long? last = null;
        while (simulation.Orders < orders)
        {
            var cases = await past.BeforeAsync(last, since, Math.Min(orders - simulation.Orders, Chunk), fact => published.Asks(fact) || tried.Asks(fact), ct);
            if (cases.Count == 0) break;
            foreach (var order in cases) simulation.Add(order, published.Evaluate(order.Facts), tried.Evaluate(order.Facts));
            last = cases[^1].Order;
        }

        return simulation;
    }
}
