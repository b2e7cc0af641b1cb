using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Backup;

/// <summary>What was backed up while orders travel can be restored, whole, on both engines; what was damaged cannot, and is said.</summary>
[Storage]
public sealed class BackupTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-backup-");
    private readonly BackupSecret secret = BackupSecret.OfPassphrase("correct horse battery staple");

    private string PlaceFolder => Path.Combine(folder.FullName, "place");

    private IBackupPlace Place => BackupPlaces.Of(PlaceFolder);

    [Fact]
    public async Task Backups_made_while_orders_travel_hold_one_moment_each_and_every_promise()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        using var stop = new CancellationTokenSource();
        var orders = 0;
        var journeys = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await world.JourneyAsync([.. Enumerable.Range(0, 20).Select(_ => Goods.AnOrder($"o{++orders}"))]);
        }, Ct);

        var counts = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            var before = Volatile.Read(ref orders);
            while (Volatile.Read(ref orders) < before + 40) await Task.Delay(5, Ct);
            var manifest = await MakeAsync(world.Database.Address);
            await RestoreAsync(world.Database.Address, manifest, async restored =>
            {
                (await VerifyDatabase.RunAsync(restored.Services, Ct)).SelectMany(check => check.Wrong).ShouldBeEmpty();
                counts.Add(await CountAsync(restored, "orders_order", TestDatabase.Ours));
            });
        }

        await stop.CancelAsync();
        await journeys;
        counts.ShouldBe(counts.Order().Distinct(), "each holds more orders than the one before");
        (await Backups.ListAsync(Place, Ct)).Found.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Every_row_of_every_company_is_in_it()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.JourneyAsync(Goods.AnOrder("one"), Goods.AnOrder("two"));
        await world.Database.ExecuteAsOwnerAsync("CREATE TEMP TABLE copy AS SELECT * FROM orders_order; UPDATE copy SET tenant_id = 2; INSERT INTO orders_order SELECT * FROM copy LIMIT 1; DROP TABLE copy");

        var manifest = await MakeAsync(world.Database.Address);

        manifest.Companies.ShouldBe(2);
        manifest.Rows["orders_order"].ShouldBe(3);
        await RestoreAsync(world.Database.Address, manifest, async restored =>
        {
            (await CountAsync(restored, "orders_order", TestDatabase.Ours)).ShouldBe(2);
            (await CountAsync(restored, "orders_order", TestDatabase.Theirs)).ShouldBe(1);
            (await CountAsync(restored, "orders_event", TestDatabase.Ours)).ShouldBe(await CountAsync(world.Database, "orders_event", TestDatabase.Ours));
        });
    }

    [Fact]
    public async Task Work_goes_on_in_a_restored_database()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.AcceptAsync(Goods.AnOrder("waiting"));

        await RestoreAsync(world.Database.Address, await MakeAsync(world.Database.Address), async restored =>
        {
            (await restored.Services.GetRequiredService<Entrepot.Journey.JourneyRunner>().DrainAsync(TestDatabase.Ours, Ct)).Planned.ShouldBe(1);
            (await VerifyDatabase.RunAsync(restored.Services, Ct)).SelectMany(check => check.Wrong).ShouldBeEmpty();
        });
    }

    [Theory]
    [InlineData("flipped", "is damaged in its chunk 0")]
    [InlineData("cut", "damaged")]
    [InlineData("beginning", "This is no file of a backup")]
    [InlineData("missing", "is missing in")]
    [InlineData("another", "damaged in its chunk 0")]
    [InlineData("manifest", "or its manifest was changed")]
    [InlineData("manifest cut", "it was cut off")]
    public async Task Damage_is_named_and_nothing_in_the_target_is_touched(string damage, string said)
    {
        await using var database = await TestDatabase.CreateAsync(AllModules.List());
        var manifest = await MakeAsync(database.Address);
        var file = Path.Combine(PlaceFolder, manifest.Id, "database");
        var manifestFile = Path.Combine(PlaceFolder, manifest.Id, "manifest");
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        switch (damage)
        {
            case "flipped": bytes[200] ^= 1; break;
            case "cut": bytes = bytes[..^100]; break;
            case "beginning": bytes[0] ^= 1; break;
        }

        if (damage == "missing") File.Delete(file);
        else if (damage == "another")
        {
            var other = await MakeAsync(database.Address);
            File.Copy(Path.Combine(PlaceFolder, other.Id, "database"), file, overwrite: true);
        }
        else await File.WriteAllBytesAsync(file, bytes, Ct);
        if (damage == "manifest") await File.WriteAllTextAsync(manifestFile, (await File.ReadAllTextAsync(manifestFile, Ct)).Replace("\"companies\": 2", "\"companies\": 3"), Ct);
        if (damage == "manifest cut") await File.WriteAllTextAsync(manifestFile, (await File.ReadAllTextAsync(manifestFile, Ct))[..100], Ct);

        var failed = await Should.ThrowAsync<BackupException>(async () =>
            await RestoreAsync(database.Address, await Backups.FindAsync(Place, manifest.Id, secret, Ct), _ => Task.CompletedTask));
        failed.Message.ShouldContain(said);
    }

    [Fact]
    public async Task Another_passphrase_and_a_key_file_are_told_apart()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MakeAsync(database.Address);
        var keyFile = Path.Combine(folder.FullName, "key");
        await File.WriteAllTextAsync(keyFile, Chance.Secret(32), Ct);

        (await Should.ThrowAsync<BackupException>(Backups.FindAsync(Place, null, BackupSecret.OfPassphrase("another passphrase"), Ct))).Message.ShouldContain("is not the one");
        (await Should.ThrowAsync<BackupException>(Backups.FindAsync(Place, null, BackupSecret.OfFile(keyFile), Ct))).Message.ShouldContain("was made with a passphrase, not with a key file");
    }

    [Fact]
    public async Task A_target_that_holds_something_is_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();
        var manifest = await MakeAsync(database.Address);

        var failed = await Should.ThrowAsync<BackupException>(new RestoreBackup(Place, secret).RunAsync(manifest, Target(other.Address, overwrite: false), Take("restore").FullName, Ct));

        failed.Message.ShouldContain("is not empty");
        (await CountAsync(other, "platform_work", TestDatabase.Ours)).ShouldBe(0);
    }

    [Fact]
    public async Task Told_so_a_restore_takes_the_place_of_what_was_there_once_nobody_uses_it()
    {
        await using var world = await World.OpenAsync();
        await world.JourneyAsync(Goods.AnOrder("one"));
        var manifest = await MakeAsync(world.Database.Address);
        var target = await TestDatabase.FreshAddressAsync();
        await using (var inUse = await TestDatabase.AtAsync(target))
        {
            await using var scope = inUse.As(TestDatabase.Ours);
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
            (await Should.ThrowAsync<BackupException>(new RestoreBackup(Place, secret).RunAsync(manifest, Target(target, overwrite: true), Take("busy").FullName, Ct))).Message.ShouldContain("is in use");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        await new RestoreBackup(Place, secret).RunAsync(manifest, Target(target, overwrite: true), Take("free").FullName, Ct);

        await using (var restored = await TestDatabase.AtAsync(target, null, AllModules.List())) (await CountAsync(restored, "orders_order", TestDatabase.Ours)).ShouldBe(1);
        await DropAsync(target);
    }

    [Fact]
    public async Task A_backup_of_a_newer_program_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        var manifest = await MakeAsync(database.Address);

        (await Should.ThrowAsync<BackupException>(new RestoreBackup(Place, secret).RunAsync(manifest, Target("sqlite:x", false) with { Database = Fresh(database.Address), NewestSchema = "0001" }, Take("old").FullName, Ct)))
            .Message.ShouldContain("this program knows 0001");
    }

    [Fact]
    public async Task What_was_broken_off_is_not_listed_as_a_backup()
    {
        await using var database = await TestDatabase.CreateAsync();
        var manifest = await MakeAsync(database.Address);
        await MakeAsync(database.Address);
        File.Delete(Path.Combine(PlaceFolder, manifest.Id, "manifest"));
        await File.WriteAllTextAsync(Path.Combine(PlaceFolder, manifest.Id, "manifest.part"), "half", Ct);

        var list = await Backups.ListAsync(Place, Ct);

        list.Found.Count.ShouldBe(1);
        list.Unfinished.ShouldBe([manifest.Id]);
        list.Found[0].Manifest.Id.ShouldNotBe(manifest.Id);
        await Should.ThrowAsync<BackupException>(Backups.FindAsync(Place, manifest.Id, secret, Ct));
    }

    [Fact]
    public async Task A_drill_says_what_would_have_been_lost_and_leaves_nothing_behind()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.JourneyAsync(Goods.AnOrder("one"));
        var manifest = await MakeAsync(world.Database.Address, world.Database.Clock);
        world.Database.Clock.Now += TimeSpan.FromSeconds(90);
        await world.JourneyAsync(Goods.AnOrder("two"));
        world.Database.Clock.Now += TimeSpan.FromHours(1);
        string? used = null;

        var drill = await new Drill(Place, secret, world.Database.Address, world.Database.Clock, async (address, _, ct) =>
        {
            used = address;
            await using var restored = await TestDatabase.AtAsync(address, null, AllModules.List());
            return [.. (await VerifyDatabase.RunAsync(restored.Services, ct)).SelectMany(check => check.Wrong)];
        }).RunAsync(manifest, null, "9999", Take("drill").FullName, Ct);

        drill.Wrong.ShouldBeEmpty();
        drill.Lost.ShouldBe(TimeSpan.FromSeconds(90));
        (await DatabaseCopy.Of(used!).TablesAsync(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_drill_names_what_is_wrong_in_the_backup()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.ExecuteAsync("UPDATE inventory_stock SET on_hand = on_hand + 1 WHERE tenant_id = @p0 AND warehouse_id = 1");
        var manifest = await MakeAsync(world.Database.Address);

        var drill = await new Drill(Place, secret, world.Database.Address, world.Database.Clock, async (address, _, ct) =>
        {
            await using var restored = await TestDatabase.AtAsync(address, null, AllModules.List());
            return [.. (await VerifyDatabase.RunAsync(restored.Services, ct)).SelectMany(check => check.Wrong)];
        }).RunAsync(manifest, null, "9999", Take("drill").FullName, Ct);

        drill.Wrong.ShouldContain(wrong => wrong.Contains("in warehouse 1: on hand +1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_travel_with_it_and_a_master_key_does_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        var keys = Take("keys").FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, "key-1.xml"), "<key id='1'/>", Ct);
        await File.WriteAllTextAsync(Path.Combine(keys, "master.key"), "the master key", Ct);
        var manifest = await new MakeBackup(new(database.Address, keys, "1.0"), secret, TimeProvider.System).RunAsync([Place], Take("make").FullName, Ct);
        var into = Path.Combine(folder.FullName, "restored-keys");

        await RestoreAsync(database.Address, manifest, _ => Task.CompletedTask, into);

        Directory.GetFiles(into).Select(Path.GetFileName).ShouldBe(["key-1.xml"]);
        foreach (var file in Directory.GetFiles(PlaceFolder, "*", SearchOption.AllDirectories))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Ct)).ShouldNotContain("<key");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private DirectoryInfo Take(string name) => Directory.CreateDirectory(Path.Combine(folder.FullName, $"{name}-{Guid.NewGuid():N}"));

    private Task<BackupManifest> MakeAsync(string address, TimeProvider? clock = null) =>
        new MakeBackup(new(address, Path.Combine(folder.FullName, "no-keys"), "1.0"), secret, clock ?? TimeProvider.System).RunAsync([Place], Take("make").FullName, Ct);

    private RestoreTarget Target(string address, bool overwrite, string? keys = null) => new(address, keys ?? Take("keys").FullName, overwrite, "9999");

    private string Fresh(string beside) => DatabaseCopy.Of(beside).Throwaway(folder.FullName, Guid.NewGuid().ToString("N"));

    /// <summary>Into a database of its own, which <paramref name="look"/> sees as the product does.</summary>
    private async Task RestoreAsync(string beside, BackupManifest manifest, Func<TestDatabase, Task> look, string? keys = null)
    {
        var address = Fresh(beside);
        try
        {
            await new RestoreBackup(Place, secret).RunAsync(manifest, Target(address, overwrite: false, keys), Take("restore").FullName, Ct);
            await using var restored = await TestDatabase.AtAsync(address, null, AllModules.List());
            await look(restored);
        }
        finally
        {
            await DropAsync(address);
        }
    }

    private static Task DropAsync(string address) => DatabaseCopy.Of(address).DropAsync(Ct);

    private static async Task<long> CountAsync(TestDatabase database, string table, TenantId company)
    {
        await using var scope = database.As(company);
        return (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync($"SELECT COUNT(*) FROM {table} WHERE tenant_id = @p0", row => row.GetInt64(0), Ct, company.Value))[0];
    }
}
