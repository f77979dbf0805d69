namespace HmmGen;

/// <summary>The uses that a library makes of elements in <c>HmmDevice.Access</c>.</summary>
public enum HmmAccess
{
    /// <summary>The library reads the elements. Other devices and the host keep their copies.</summary>
    Read,

    /// <summary>
    /// The library writes all of the elements and reads none. They need not be copied to the device. An element that it leaves unwritten is then zero or has
    /// its old value.
    /// </summary>
    Write,

    /// <summary>The library reads and writes the elements, or writes only some of them.</summary>
    ReadWrite,
}
