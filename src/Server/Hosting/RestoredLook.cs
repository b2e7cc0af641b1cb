using Entrepot.Platform.Backup;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Server.Hosting;

/// <summary>Opens a restored copy as the product does, beside the running one and without the installation's keys, which are not in a backup: cells that it names stay out of reach.</summary>
internal sealed class RestoredLook(ModuleList modules) : IRestoredLook
{
    public async Task<string> NewestSchemaAsync(string database)
    {
        await using var services = Open(database, Path.GetTempPath());
        await using var scope = services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.GetMigrations().Last();
    }

    public async Task<IReadOnlyList<string>> LookAsync(string database, string keysFolder, bool isCell, CancellationToken ct) =>
        [.. (await VerifyAsync(database, keysFolder, isCell, ct)).Where(check => !check.Ok).SelectMany(check => check.Lines())];

    /// <summary>Companies that live in other databases stand in those databases' backups.</summary>
    public async Task<IReadOnlyList<VerificationReport>> VerifyAsync(string database, string keysFolder, bool isCell, CancellationToken ct)
    {
        await using var services = Open(database, Path.GetDirectoryName(keysFolder) ?? keysFolder);
        await DatabaseSetup.PrepareAsync(services, ct);
        return await VerifyDatabase.RunAsync(services, ct, isCell ? DatabasePart.Cell : DatabasePart.Home);
    }

    private ServiceProvider Open(string database, string folder) => Services.Unprepared(modules, new(folder, "", IsDemo: false, database), withKeys: false);
}
