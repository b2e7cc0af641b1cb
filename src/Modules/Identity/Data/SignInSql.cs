namespace Entrepot.Identity.Data;

internal static class SignInSql
{
    public const string ForgetOld = "DELETE FROM identity_sign_in_window WHERE began_at <= @p0";

    public const string Count = """
        INSERT INTO identity_sign_in_window (address, began_at, attempts) VALUES (@p0, @p1, 1)
        ON CONFLICT (address) DO UPDATE SET attempts = identity_sign_in_window.attempts + 1
        RETURNING attempts
        """;
}
