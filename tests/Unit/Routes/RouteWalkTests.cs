using Entrepot.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Unit.Routes;

/// <summary>No route of the product gives one company's data to another, or to nobody. A new route is walked the moment it is mapped.</summary>
[Storage]
public sealed class RouteWalkTests
{
    [Fact]
    public async Task No_route_gives_a_companys_data_to_another_company_or_lets_it_change_them()
    {
        await using var host = await ProductHost.StartAsync();
        var walk = new RouteWalk(host);

        (await walk.AsStrangerAsync()).ShouldBeEmpty();
        walk.Calls.ShouldBeGreaterThan(host.Routes.Count);
    }

    /// <summary>A class of its own runs beside the other.</summary>
    [Storage]
    public sealed class AsNobody
    {
        [Fact]
        public async Task No_route_gives_a_companys_data_to_nobody()
        {
            await using var host = await ProductHost.StartAsync();
            var walk = new RouteWalk(host);

            (await walk.AsNobodyAsync()).ShouldBeEmpty();
            walk.Calls.ShouldBeGreaterThan(host.Routes.Count);
        }
    }

    [Storage]
    public sealed class OnPurpose
    {
        [Fact]
        public async Task The_walk_finds_what_was_planted()
        {
            await using var host = await ProductHost.StartAsync(Plant);
            var walk = new RouteWalk(host, among: "planted");

            var strangers = await walk.AsStrangerAsync();
            strangers.ShouldContain(found => found.StartsWith("GET /planted/tenants", StringComparison.Ordinal) && found.Contains("Quillfeather", StringComparison.Ordinal));
            strangers.ShouldContain(found => found.StartsWith("GET /planted/1", StringComparison.Ordinal) && found.EndsWith("was let in", StringComparison.Ordinal));
            strangers.Any(found => found.StartsWith("POST /planted", StringComparison.Ordinal) && found.EndsWith("changed the other company's data", StringComparison.Ordinal))
                .ShouldBe(!PostgresServer.IsChosen, "PostgreSQL holds back a statement that forgets the company");
            (await walk.AsNobodyAsync()).ShouldContain(found => found.StartsWith("GET /planted/open", StringComparison.Ordinal) && found.Contains("Quillfeather", StringComparison.Ordinal));
        }

        /// <summary>What must not be: a list over all companies, the same for everybody, a row without its company, and a statement without one.</summary>
        private static void Plant(IEndpointRouteBuilder routes)
        {
            routes.MapGet("/planted/tenants", async (EntrepotDb db) => await db.Set<Tenant>().Select(company => company.Name).ToListAsync()).RequireAuthorization("orders.view");
            routes.MapGet("/planted/open", async (EntrepotDb db) => await db.Set<Tenant>().Select(company => company.Name).ToListAsync()).AllowAnonymous();
            routes.MapGet("/planted/{id:long}", (long id) => Results.Ok(id));
            routes.MapPost("/planted", async (EntrepotDb db) =>
            {
                await db.Database.ExecuteSqlAsync($"UPDATE channels_channel SET name = name || '!'");
                return Results.NotFound();
            }).RequireAuthorization("orders.view").DisableAntiforgery();
        }
    }
}
