using Entrepot.Identity.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Features;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>Colleagues on one order: notes that call each other, and forms that were overtaken.</summary>
[Storage]
public sealed class OrderNoteTests
{
    [Fact]
    public async Task A_note_calls_the_users_it_names_until_they_put_it_aside()
    {
        await using var world = await World.OpenAsync();
        var company = await world.AsAsync(provider => Task.FromResult(provider.GetRequiredService<CurrentUser>().Tenant));
        foreach (var name in new[] { "lin.mei", "omar" })
            (await world.AsAsync(provider => provider.GetRequiredService<IIdentitySetup>().CreateUserAsync(company, new(name, name, "a long enough pass phrase 1!", Role.Operator), World.Ct))).IsOk.ShouldBeTrue();
        var people = (await world.AsAsync(provider => provider.GetRequiredService<IColleagues>().AllAsync(World.Ct))).ToDictionary(person => person.UserName, person => person.UserId);
        var order = new OrderId((await world.OneAsync(Goods.AnOrder("A-1"))).Page.Id);

        (await AsAsync(world, people["omar"], provider => provider.GetRequiredService<OrderNotes>().WriteAsync(order, "@Lin.Mei, please look (omar@lin.mei knows). @nobody", World.Ct))).IsOk.ShouldBeTrue();

        (await CountAsync(world, people["lin.mei"])).ShouldBe(1);
        (await CountAsync(world, people["omar"])).ShouldBe(0, "an address of e-mail calls nobody");
        var mention = (await AsAsync(world, people["lin.mei"], provider => provider.GetRequiredService<Mentions>().AllAsync(World.Ct))).Single();
        (mention.Order, mention.Said.Author, mention.IsRead).ShouldBe((order.Value, $"user {people["omar"]}", false));

        await AsAsync(world, people["omar"], provider => provider.GetRequiredService<Mentions>().ReadAsync(null, World.Ct));
        (await CountAsync(world, people["lin.mei"])).ShouldBe(1, "it is not Omar's to put aside");
        await AsAsync(world, people["lin.mei"], provider => provider.GetRequiredService<Mentions>().ReadAsync(mention.Note, World.Ct));
        (await CountAsync(world, people["lin.mei"])).ShouldBe(0);
        (await world.StandingAsync("A-1")).Page.Notes.Single().Text.ShouldStartWith("@Lin.Mei");
    }

    [Theory]
    [InlineData(" ", "orders.note_empty")]
    [InlineData("To nobody's order", "orders.not_found")]
    public async Task A_note_says_something_on_an_order_that_there_is(string text, string problem)
    {
        await using var world = await World.OpenAsync();

        (await world.AsAsync(provider => provider.GetRequiredService<OrderNotes>().WriteAsync(new(4711), text, World.Ct))).Problem!.Code.ShouldBe(problem);
    }

    [Fact]
    public async Task A_form_that_somebody_was_faster_than_is_asked_about_and_the_timeline_says_from_what_to_what()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var opened = (await world.OneAsync(Goods.AnOrder("A-1"))).Page;
        (await OvertakenAsync(world, opened, opened.Version)).ShouldBeFalse();

        (await world.AsAsync(provider => provider.GetRequiredService<ChangeOrder>().AddressAsync(new(opened.Id), Goods.Berlin with { Name = "Grace Hopper" }, World.Ct))).IsOk.ShouldBeTrue();

        (await OvertakenAsync(world, opened, opened.Version)).ShouldBeTrue();
        (await OvertakenAsync(world, opened, null)).ShouldBeFalse("a program tells no version");
        var changed = (await world.StandingAsync("A-1")).Page.Events.Single(happened => happened.Kind == "address_changed").Text.ToString();
        changed.ShouldContain(opened.Content.ShipTo.Name + ",");
        changed.ShouldContain("→ Grace Hopper,");
    }

    private static Task<bool> OvertakenAsync(World world, OrderPageView page, int? version) => world.AsAsync(async provider =>
    {
        var typed = new Dictionary<string, string[]> { ["name"] = ["Somebody"] };
        if (version is { } seen) typed["version"] = [seen.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        return await provider.GetRequiredService<IOrderConflicts>().AskAsync(new(page.Id), new PostedForm(typed), "/orders/1/address", [new("name", "Name")], World.Ct) is not null;
    });

    private static Task<int> CountAsync(World world, long user) => AsAsync(world, user, provider => provider.GetRequiredService<IBell>().CountAsync(World.Ct));

    private static Task<T> AsAsync<T>(World world, long user, Func<IServiceProvider, Task<T>> act) => world.AsAsync(provider =>
    {
        var current = provider.GetRequiredService<CurrentUser>();
        current.Become(current.Tenant, user, $"user {user}", ["*"]);
        return act(provider);
    });
}
