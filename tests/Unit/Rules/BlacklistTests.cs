using Entrepot.Kernel;
using Entrepot.Rules;
using Entrepot.Rules.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Rules;

[Storage]
public sealed class BlacklistTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Address Home = new() { Line1 = "Straße des 17. Juni 3", Postcode = "10623", City = "Berlin", Country = "DE" };

    [Theory]
    [InlineData(BlacklistKind.Email, "mia@example.org", "e-mail address")]
    [InlineData(BlacklistKind.Email, " MIA+shop@Example.org", "e-mail address")]
    [InlineData(BlacklistKind.Phone, "030 1234567", "phone number")]
    [InlineData(BlacklistKind.Phone, "0049-30-123 45 67", "phone number")]
    [InlineData(BlacklistKind.Name, "Li, Mía", "name")]
    public async Task A_buyer_is_found_however_the_entry_was_written(BlacklistKind kind, string entered, string what)
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await AddAsync(database, new(kind, entered, null, "three chargebacks", null));

        var problem = (await CheckAsync(database, ABuyer())).Single()!;

        problem.Code.ShouldBe("rules.blacklisted");
        problem.Message.ShouldBe($"The {what} is on the blacklist: three chargebacks");
    }

    [Fact]
    public async Task An_address_is_found_by_country_postcode_and_street()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await AddAsync(database, new(BlacklistKind.Address, "", Home with { Line1 = "straße DES 17 Juni 3", City = "" }, "parcel forwarder", null));

        (await CheckAsync(database, ABuyer(), ABuyer() with { Address = Home with { Line1 = "Straße des 17. Juni 5" } }, ABuyer() with { Address = Home with { Country = "AT" } }))
            .Select(problem => problem?.Code).ShouldBe(["rules.blacklisted", null, null]);
    }

    [Fact]
    public async Task Nobody_is_found_on_an_empty_list_and_a_buyer_without_data_is_nobody()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        (await CheckAsync(database, ABuyer())).ShouldBe([null]);

        await AddAsync(database, new(BlacklistKind.Name, "Somebody Else", null, "fraud", null));

        (await CheckAsync(database, ABuyer(), new("", "", "", new()))).ShouldBe([null, null]);
    }

    [Fact]
    public async Task An_entry_holds_until_the_end_of_its_last_day()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await AddAsync(database, new(BlacklistKind.Email, "mia@example.org", null, "fraud", new DateOnly(2026, 11, 3)));

        database.Clock.Now = new(2026, 11, 3, 23, 59, 0, DateTimeKind.Utc);
        (await CheckAsync(database, ABuyer()))[0].ShouldNotBeNull();
        database.Clock.Now = new(2026, 11, 4, 0, 1, 0, DateTimeKind.Utc);
        (await CheckAsync(database, ABuyer()))[0].ShouldBeNull();
    }

    [Fact]
    public async Task What_was_removed_is_not_found_any_more()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        var id = await AddAsync(database, new(BlacklistKind.Email, "mia@example.org", null, "fraud", null));
        (await CheckAsync(database, ABuyer()))[0].ShouldNotBeNull();

        await using (var scope = database.As(TestDatabase.Ours))
        {
            (await Editing(scope).RemoveAsync(id, "a mistake", Ct)).IsOk.ShouldBeTrue();
            (await Editing(scope).RemoveAsync(id, "a mistake", Ct)).Problem!.Code.ShouldBe("rules.blacklist_entry_not_found");
        }

        (await CheckAsync(database, ABuyer()))[0].ShouldBeNull();
    }

    [Fact]
    public async Task The_list_of_one_company_does_not_hold_for_another()
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await AddAsync(database, new(BlacklistKind.Email, "mia@example.org", null, "fraud", null));

        await using var scope = database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<IBlacklist>().CheckAsync([ABuyer()], Ct)).ShouldBe([null]);
    }

    [Theory]
    [InlineData(BlacklistKind.Email, "no address", "fraud", null, "rules.blacklist_entry_empty")]
    [InlineData(BlacklistKind.Phone, "12345", "fraud", null, "rules.blacklist_entry_empty")]
    [InlineData(BlacklistKind.Name, " - ", "fraud", null, "rules.blacklist_entry_empty")]
    [InlineData(BlacklistKind.Address, "Berlin", "fraud", null, "rules.blacklist_entry_empty")]
    [InlineData(BlacklistKind.Name, "Mia Li", " ", null, "rules.blacklist_reason_missing")]
    [InlineData(BlacklistKind.Name, "Mia Li", "fraud", "2026-11-01", "rules.blacklist_until_past")]
    [InlineData(BlacklistKind.Email, "MIA@example.org", "fraud", null, "rules.blacklist_entry_exists")]
    public async Task An_entry_that_says_nothing_is_refused(BlacklistKind kind, string value, string reason, string? until, string problem)
    {
        await using var database = await TestDatabase.CreateAsync(new RulesModule());
        await AddAsync(database, new(BlacklistKind.Email, "mia@example.org", null, "fraud", null));

        await using var scope = database.As(TestDatabase.Ours);
        (await Editing(scope).AddAsync(new(kind, value, null, reason, until is null ? null : DateOnly.Parse(until)), Ct)).Problem!.Code.ShouldBe(problem);
    }

    private static BlacklistRequest ABuyer() => new("Mia Li", "mia@example.org", "+49 30 1234567", Home);

    private static IBlacklistEditing Editing(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<IBlacklistEditing>();

    private static async Task<long> AddAsync(TestDatabase database, NewBlacklistEntry entry)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await Editing(scope).AddAsync(entry, Ct)).Value;
    }

    private static async Task<IReadOnlyList<Problem?>> CheckAsync(TestDatabase database, params BlacklistRequest[] buyers)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IBlacklist>().CheckAsync(buyers, Ct);
    }
}
