using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>The search in the top bar over a company's orders, parcels and products.</summary>
[Storage]
public sealed class SearchTests
{
    [Theory]
    [InlineData("SO-0000001", "Orders SO-0000001 exact; Parcels SO-0000001-1")]
    [InlineData("so-0000001", "Orders SO-0000001 exact; Parcels SO-0000001-1")]
    [InlineData("a-1", "Orders SO-0000001 exact")]
    [InlineData("A-", "Orders SO-0000002 SO-0000001")]
    [InlineData("so-0000", "Orders SO-0000002 SO-0000001; Parcels SO-0000001-1")]
    [InlineData("so-1", "")]
    [InlineData("2", "Orders SO-0000002")] // The end of our number.
    [InlineData("ada", "Orders SO-0000002 SO-0000001; Buyers Ada Lovelace")]
    [InlineData("velac", "Orders SO-0000002 SO-0000001")] // Any part of a name or number, from three letters on.
    [InlineData("vel", "Orders SO-0000002 SO-0000001")]
    [InlineData("ve", "")]
    [InlineData("%%%", "")]
    [InlineData("a_2", "")]
    [InlineData("mug", "Products MUG exact RAWSET SET")]
    [InlineData("nothing of ours", "")]
    [InlineData("%", "")]
    [InlineData("  ", "")]
    public async Task What_is_searched_for_is_found_by_its_numbers(string text, string found)
    {
        await using var world = await WorldAsync();

        (await FindAsync(world, text)).ShouldBe(found);
    }

    [Fact]
    public async Task An_order_is_found_by_its_buyer_and_by_its_parcels_tracking_number()
    {
        await using var world = await WorldAsync();
        var order = await world.StandingAsync("A-1");
        var buyer = order.Page.Content.ShipTo.Name;
        await world.AsAsync(async provider =>
        {
            var db = provider.GetRequiredService<Entrepot.Platform.Data.EntrepotDb>();
            await using var unit = await db.BeginAsync(World.Ct);
            db.Writes.Insert(ParcelOf(order.Page.Consignments.Single(), db.Tenant));
            return await unit.CommitAsync(World.Ct);
        });

        (await FindAsync(world, buyer[..4])).ShouldContain("SO-0000001");
        (await FindAsync(world, "1z 999 aa1")).ShouldBe("Parcels 1Z999AA10123456784");
        (await FindAsync(world, "aa1 0123")).ShouldBe("Parcels 1Z999AA10123456784", "any part of it");
        (await FindAsync(world, "1Z999AA10123456784")).ShouldBe("Parcels 1Z999AA10123456784 exact");
    }

    [Fact]
    public async Task Who_may_not_see_orders_finds_none()
    {
        await using var world = await WorldAsync();

        (await FindAsync(world, "SO-0000001", "stock.view")).ShouldBe("");
        (await FindAsync(world, "MUG", "stock.view")).ShouldBe("Products MUG exact RAWSET SET");
    }

    private static async Task<World> WorldAsync()
    {
        var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2", ("ANVIL", 100_000)));
        return world;
    }

    private static Entrepot.Transport.Data.ParcelRow ParcelOf(ConsignmentInfo consignment, Entrepot.Kernel.TenantId tenant) => new()
    {
        TenantId = tenant,
        Id = 990_001,
        ConsignmentId = consignment.Id,
        Number = 9,
        TrackingNumber = "1Z999AA10123456784",
        Carton = "own",
        LengthMillimetres = 1,
        WidthMillimetres = 1,
        HeightMillimetres = 1,
        GrossWeightGrams = 1,
        Status = ConsignmentStatus.Booked,
    };

    private static Task<string> FindAsync(World world, string text, params string[] permissions) => world.AsAsync(async provider =>
    {
        var user = provider.GetRequiredService<CurrentUser>();
        user.Become(user.Tenant, 1, "Lin Mei", permissions.Length == 0 ? ["*"] : permissions);
        var found = await new Search(provider.GetServices<ISearch>(), user).RunAsync(text, World.Ct);
        return string.Join("; ", found.Groups.Select(group => $"{group.Title} {string.Join(' ', group.Hits.Select(hit => hit.IsExact ? $"{hit.Name} exact" : hit.Name))}"));
    });
}
