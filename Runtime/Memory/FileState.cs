// Safety: Linux fills the structure, which has the size that the call expects.
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HmmGen.Memory;

/// <summary>What the system knows of a file by which a new file can take its place.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="IsRegular">Whether it holds bytes, and is no folder, device or pipe.</param>
/// <param name="User">The number of its user; null where the system does not tell.</param>
/// <param name="Group">The number of its group; null where the system does not tell.</param>
internal sealed record FileState(FileIdentity Identity, bool IsRegular, uint? User, uint? Group)
{
    private const int FromFolder = -100;
    private const int OfTheHandle = 0x1000;
    private const uint Basic = 0x7FF;
    private const int TypeBits = 0xF000;
    private const int RegularType = 0x8000;
    private const int ToWrite = 2;
    private const int AsEffectiveUser = 0x200;
    private const int ErrorPermission = 1;
    private const int ErrorAccess = 13;

    /// <summary>Asks for the file that a path leads to, through links.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The state; null if there is no such file.</returns>
    public static FileState? Of(string path)
        => OperatingSystem.IsLinux() && Ask(FromFolder, path, 0, Basic, out Answer answer) == 0 ? From(answer)
            : Path.Exists(path) ? new FileState(FileIdentity.OfPath(path), !Directory.Exists(path), null, null)
            : null;

    /// <summary>Asks for an open file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The path with which it was opened.</param>
    /// <returns>The state.</returns>
    public static FileState Of(SafeFileHandle file, string path)
    {
        FileState state = OperatingSystem.IsLinux() && Ask((int)file.DangerousGetHandle(), "", OfTheHandle, Basic, out Answer answer) == 0
            ? From(answer)
            : new FileState(FileIdentity.OfPath(path), true, null, null);
        GC.KeepAlive(file);
        return state;
    }

    /// <summary>Asks whether the process may write a file. Outside Linux the system refuses the replacement itself where it has such a rule.</summary>
    /// <param name="path">The file, which exists.</param>
    /// <returns>False if its permissions forbid it.</returns>
    public static bool MayWrite(string path)
        => !OperatingSystem.IsLinux()
            || MayUse(FromFolder, path, ToWrite, AsEffectiveUser) == 0
            || Marshal.GetLastPInvokeError() is not (ErrorAccess or ErrorPermission);

    private static FileState From(in Answer answer)
        => new(
            new FileIdentity(((ulong)answer.DeviceMajor << 32) | answer.DeviceMinor, answer.Node, null),
            (answer.Mode & TypeBits) == RegularType,
            answer.User,
            answer.Group);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Ask(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Answer answer);

    [DllImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    private static extern int MayUse(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int use, int flags);

    /// <summary>Linux's structure, which is the same on all processors.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Node;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
