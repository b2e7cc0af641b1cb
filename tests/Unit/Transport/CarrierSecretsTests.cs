using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

/// <summary>Carriers' passwords: usable by us, readable by nobody.</summary>
[Storage]
public sealed class CarrierSecretsTests
{
    private const string Secret = "tell-nobody-4711";
    private const string TrackingPassword = "tell-nobody-either";

    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly CarrierAccountSettings Account = new(
        "ups", new("https://ups.example"), "A1B2C3", "client", Secret, new Dictionary<string, string> { ["tracking-password"] = TrackingPassword }, TimeSpan.FromSeconds(5));

    [Fact]
    public async Task A_secret_stands_nowhere_in_the_database_and_is_there_when_a_carrier_is_called()
    {
        await using var world = await World.StartAsync(accounts: false);
        await SetAsync(world);

        (await EverythingAsync(world)).ShouldNotContain(text => text.Contains("tell-nobody"));
        var found = (await FindAsync(world)).Value;
        (found.ClientSecret, found.Options["tracking-password"]).ShouldBe((Secret, TrackingPassword));
    }

    [Fact]
    public async Task A_secret_that_was_stored_in_clear_is_sealed_when_it_is_first_read()
    {
        await using var world = await World.StartAsync(accounts: false);
        await SetAsync(world);
        await ExecuteAsync(world, "UPDATE transport_carrier_account SET client_secret = '" + Secret + "', options = '{\"tracking-password\":\"" + TrackingPassword + "\"}'");
        (await EverythingAsync(world)).Count(text => text.Contains("tell-nobody")).ShouldBe(2, "or this test would see nothing");

        (await FindAsync(world)).Value.ClientSecret.ShouldBe(Secret);

        (await EverythingAsync(world)).ShouldNotContain(text => text.Contains("tell-nobody"));
        var again = (await FindAsync(world)).Value;
        (again.ClientSecret, again.Options["tracking-password"]).ShouldBe((Secret, TrackingPassword));
    }

    [Fact]
    public async Task What_was_sealed_with_keys_that_are_gone_is_refused_with_what_to_do()
    {
        await using var world = await World.StartAsync(accounts: false);
        await SetAsync(world);
        var another = new StoredSecrets(new EphemeralDataProtectionProvider()).Seal(TestDatabase.Ours, "carrier-account/ups", Secret);
        await ExecuteAsync(world, $"UPDATE transport_carrier_account SET client_secret = '{another}'");

        (await FindAsync(world)).Problem!.Code.ShouldBe("transport.account_unreadable");
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        world.Events<ConsignmentRefused>().ShouldHaveSingleItem().Reason.ToString().ShouldContain("keys that are gone");
    }

    [Fact]
    public void A_secret_opens_for_its_own_company_and_purpose_only()
    {
        var secrets = new StoredSecrets(new EphemeralDataProtectionProvider());
        var kept = secrets.Seal(TestDatabase.Ours, "carrier-account/ups", Secret);

        kept.ShouldNotContain(Secret);
        secrets.Open(TestDatabase.Ours, "carrier-account/ups", kept).ShouldBe(Secret);
        secrets.Open(TestDatabase.Theirs, "carrier-account/ups", kept).ShouldBeNull();
        secrets.Open(TestDatabase.Ours, "carrier-account/dhl-express", kept).ShouldBeNull();
    }

    [Fact]
    public void An_account_that_is_written_into_a_log_shows_no_secret()
    {
        var options = Account.Options;
        object[] written = [Account, new CarrierAccount(TestDatabase.Ours, "ups", "https://ups.example", "A1B2C3", "client", Secret, options), new Entrepot.Transport.Features.AccountBody(Account.BaseUrl, "A1B2C3", "client", Secret, new(options), 5)];

        written.ShouldAllBe(account => !account.ToString()!.Contains("tell-nobody") && account.ToString()!.Contains("A1B2C3"));
    }

    private static async Task SetAsync(World world) =>
        (await world.Database.InUnitAsync(provider => provider.GetRequiredService<ITransportSetup>().SetAccountAsync(Account, Ct))).ShouldBe(Result.Ok);

    private static async Task<Result<CarrierAccount>> FindAsync(World world)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<CarrierAccounts>().FindAsync("ups", Ct);
    }

    private static async Task ExecuteAsync(World world, string sql)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        await using var command = scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.GetDbConnection().CreateCommand();
        await command.Connection!.OpenAsync(Ct);
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>Every cell of every table, as text.</summary>
    private static async Task<List<string>> EverythingAsync(World world)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var cells = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).OfType<string>().Distinct())
            foreach (var row in await db.QueryAsync($"SELECT * FROM \"{table}\"", row => Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i).ToString() ?? "").ToList(), Ct)) cells.AddRange(row);
        return cells;
    }
}
