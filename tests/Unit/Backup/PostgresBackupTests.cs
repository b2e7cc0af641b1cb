using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Backup;

/// <summary>Policies hide rows even from the tables' owner: a backup holds all of them, or none is made.</summary>
[Storage("postgres")]
public sealed class PostgresBackupTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entrepot-backup-");
    private readonly BackupSecret secret = BackupSecret.OfPassphrase("correct horse battery staple");

    [Fact]
    public async Task The_tables_owner_dumps_the_rows_of_all_companies()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "SQLite has no policies.");
        await using var another = await TestDatabase.CreateAsync(); // The role is the server's: by now it exists.
        var user = await AUserAsync("LOGIN CREATEDB");
        var address = PostgresServer.As(user, await PostgresServer.CreateEmptyAsync(user));
        await using (var owned = await TestDatabase.AtAsync(address)) await WorkAsync(owned);
        var place = BackupPlaces.Of(Path.Combine(folder.FullName, "place"));

        var manifest = await MakeAsync(address, place);
        var restored = DatabaseCopy.Of(address).Throwaway(folder.FullName, Guid.NewGuid().ToString("N"));
        await new RestoreBackup(place, secret).RunAsync(manifest, new(restored, folder.FullName + "/keys", Overwrite: false, "9999"), folder.FullName, Ct);

        manifest.Rows["platform_work"].ShouldBe(2);
        foreach (var company in new[] { 1, 2 })
            (await PostgresServer.ExecuteAsync($"SELECT COUNT(*) FROM platform_work WHERE tenant_id = {company}", new Npgsql.NpgsqlConnectionStringBuilder(restored) { Username = "postgres" }.ConnectionString)).ShouldBe(1L);
        await DatabaseCopy.Of(restored).DropAsync(Ct);
        await PostgresServer.DropAsync(address);
    }

    [Fact]
    public async Task Who_would_see_less_than_all_is_refused()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, "SQLite has no policies.");
        await using var database = await TestDatabase.CreateAsync();
        var user = await AUserAsync("LOGIN");

        (await Should.ThrowAsync<BackupException>(MakeAsync(PostgresServer.As(user, database.Address), BackupPlaces.Of(folder.FullName)))).Message.ShouldContain("does not see all companies' rows");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task<BackupManifest> MakeAsync(string address, IBackupPlace place) =>
        new MakeBackup(new(address, folder.FullName + "/no-keys", "1.0"), secret, TimeProvider.System).RunAsync([place], folder.CreateSubdirectory("scratch").FullName, Ct);

    private static async Task<string> AUserAsync(string rights)
    {
        var user = $"backup_{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync($"CREATE ROLE {user} {rights}; GRANT entrepot_app TO {user}");
        return user;
    }

    private static async Task WorkAsync(TestDatabase database)
    {
        foreach (var company in new[] { TestDatabase.Ours, TestDatabase.Theirs })
        {
            await using var scope = database.As(company);
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
            scope.ServiceProvider.GetRequiredService<WorkQueue>().Add("test", "key", 1);
            await unit.CommitAsync(Ct);
        }
    }
}
